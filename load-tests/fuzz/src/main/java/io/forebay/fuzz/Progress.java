package io.forebay.fuzz;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a run is, now and then. Confined to whoever reads the run's output. */
final class Progress implements Consumer<Summary> {

    private final PrintWriter out;
    private final Target target;
    private final Duration time;
    private final long every;
    private final long begun = System.nanoTime();
    private long told = begun;

    Progress(PrintWriter out, Target target, Duration time, Duration every) {
        this.out = out;
        this.target = target;
        this.time = time;
        this.every = every.toNanos();
        out.printf("%s, for %d s%n", target.name(), time.toSeconds());
        out.flush();
    }

    @Override
    public void accept(Summary summary) {
        long now = System.nanoTime();
        if (now - told < every) {
            return;
        }
        told = now;
        out.printf(
                Locale.ROOT,
                "  %s %4d of %d s: %,d executions, %,d edges, %,d inputs%n",
                target.name(),
                Duration.ofNanos(now - begun).toSeconds(),
                time.toSeconds(),
                summary.executions(),
                summary.coverage(),
                summary.inputs());
        out.flush();
    }
}
