package io.forebay.loadtests.worker;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comparisons as Markdown. */
final class WorkerTables {

    private WorkerTables() {}

    static String of(List<Comparison> all) {
        return Stream.concat(throughput(all), stages(all)).collect(Collectors.joining("\n"));
    }

    private static Stream<String> throughput(List<Comparison> all) {
        return Stream.concat(
                Stream.of(
                        "| model | batch | bare loop, jobs/s | worker, jobs/s | worker / bare |"
                                + " jobs in a run | allocated, KiB/job |",
                        "|---|---|---|---|---|---|---|"),
                all.stream()
                        .map(each ->
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %d | %,.0f | %,.0f | %.3f | %.1f | %.1f |",
                                        each.model(),
                                        each.batch(),
                                        1e9 / each.bareNanos(),
                                        1e9 / each.workerNanos(),
                                        each.ratio(),
                                        each.meanBatch(),
                                        each.workerBytes() / 1024)));
    }

    private static Stream<String> stages(List<Comparison> all) {
        return Stream.concat(
                Stream.of(
                        "",
                        "| us/job (KiB/job) | read | prepare | join and split | ONNX Runtime |"
                                + " publish | beside ONNX Runtime |",
                        "|---|---|---|---|---|---|---|"),
                all.stream()
                        .map(each ->
                                "| %s | %s | %s |"
                                        .formatted(
                                                each.model(),
                                                each.stages().values().stream()
                                                        .map(cost ->
                                                                String.format(
                                                                        Locale.ROOT,
                                                                        "%.1f (%.1f)",
                                                                        cost.nanos() / 1e3,
                                                                        cost.bytes() / 1024))
                                                        .collect(Collectors.joining(" | ")),
                                                String.format(
                                                        Locale.ROOT,
                                                        "%.1f",
                                                        each.besideRunNanos() / 1e3))));
    }
}
