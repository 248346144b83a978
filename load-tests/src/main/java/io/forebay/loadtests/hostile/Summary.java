package io.forebay.loadtests.hostile;

import java.io.PrintWriter;
import java.util.TreeMap;

/** A result as lines for people. */
final class Summary {

    private Summary() {}

    static void print(PrintWriter out, HostileResult result, int processes) {
        print(out, "alone", result.alone());
        print(out, "beside hostile clients", result.beside());
        out.printf(
                "p99 beside / alone: %.2f; every case played %d times meanwhile%n",
                result.p99Ratio(), result.rounds());
        new TreeMap<>(result.families())
                .forEach((name, family) ->
                        out.printf(
                                "%s: %d played, the slowest %d ms (%s)%n",
                                name, family.played(), family.slowestMs(), family.slowest()));
        out.printf(
                "hostile clients were answered %s; %d answers of 5xx; %d slow connections, %d broken off%n",
                new TreeMap<>(result.statuses()),
                result.serverErrors(),
                result.slowConnections(),
                result.brokenOff());
        out.printf("processes: %d, of which gone: %s%n", processes, result.gone());
        out.printf("not answered as expected: %d%n", result.faults().size());
        result.faults().forEach(fault -> out.println("  " + fault));
        out.flush();
    }

    private static void print(PrintWriter out, String what, HostileResult.Good good) {
        out.printf(
                "%s: %d jobs in %.0f s, p50 %.1f ms, p99 %.1f ms, max %.0f ms; %s%n",
                what,
                good.tally().right(),
                good.seconds(),
                good.latency().p50Ms(),
                good.latency().p99Ms(),
                good.latency().maxMs(),
                good.isWhole() ? "each right" : "NOT each right: " + good.tally());
    }
}
