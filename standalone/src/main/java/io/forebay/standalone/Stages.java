package io.forebay.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Tells the person what happens while everything starts, a line per stage. Safe for several
 * threads.
 */
public final class Stages {

    private final PrintStream out;
    private final long start = System.nanoTime();

    /** Lines go there. */
    public Stages(PrintStream out) {
        this.out = out;
    }

    /** Does a stage and says how long it took. */
    <T> T stage(String name, Supplier<T> work) {
        long began = System.nanoTime();
        T result = work.get();
        line("%-34s %6.2f s".formatted(name, seconds(System.nanoTime() - began)));
        return result;
    }

    synchronized void line(String text) {
        out.printf(Locale.ROOT, "%6.2f s  %s%n", seconds(System.nanoTime() - start), text);
        out.flush();
    }

    /** Something for the person, without a time. */
    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
