package io.forebay.client.cli;

import io.forebay.client.Batch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how a batch goes: one line drawn over again on a terminal, else a line whenever something
 * has changed. Confined to one thread.
 */
final class Progress {

    private static final int BAR = 24;
    private static final long MINUTE = 60;

    private final PrintStream out;
    private final boolean terminal;
    private String shown = "";

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(Batch batch) {
        String line = line(batch);
        if (terminal) {
            // Erased to its end (ECMA-48, EL), since the last one may have been longer.
            out.print("\r" + line + "\u001b[K");
            out.flush();
        } else if (!line.equals(shown)) {
            out.println(line);
        }
        shown = line;
    }

    void end() {
        if (terminal) {
            out.println();
        }
    }

    private String line(Batch batch) {
        Batch.Counts counts = batch.counts();
        double part = counts.total() == 0 ? 0 : (double) counts.ended() / counts.total();
        int full = (int) (part * BAR);
        String text =
                String.format(
                        Locale.ROOT,
                        "%3.0f %%  %d of %d done, %d failed, %d saved by the cache, %.0f/s",
                        100 * part,
                        counts.ended(),
                        counts.total(),
                        counts.failed(),
                        batch.saved(),
                        batch.linesPerSecond());
        String left = batch.left().map(eta -> ", " + time(eta) + " left").orElse("");
        String bar = "[" + "=".repeat(full) + " ".repeat(BAR - full) + "] ";
        return (terminal ? bar : "") + text + left;
    }

    private static String time(Duration eta) {
        long seconds = eta.toSeconds();
        return seconds < MINUTE
                ? seconds + " s"
                : String.format(Locale.ROOT, "%d:%02d min", seconds / MINUTE, seconds % MINUTE);
    }
}
