package io.forebay.fuzz;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Jazzer says of a run, put together line by line. Confined to whoever reads its output.
 *
 * <p>The lines are libFuzzer's: {@code #4096 pulse cov: 83 ft: 122 corp: 13/536b ...} while it
 * runs, {@code Done 8321825 runs in 11 second(s)} at the end, and where an input that fails was
 * written.
 */
final class Summary {

    private static final Pattern STATUS =
            Pattern.compile("#(\\d+)\\s+\\S+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/.*");
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second.*");
    private static final Pattern FOUND =
            Pattern.compile("== Java Exception: (.*)|==\\d+== ?ERROR: (.*)");
    private static final Pattern WRITTEN = Pattern.compile(".*Test unit written to (.+)");

    private long executions;
    private long coverage;
    private long features;
    private long inputs;
    private long seconds = -1;
    private String finding = "";
    private String input = "";

    void accept(String line) {
        Matcher status = STATUS.matcher(line);
        Matcher done = DONE.matcher(line);
        Matcher found = FOUND.matcher(line);
        Matcher written = WRITTEN.matcher(line);
        if (status.matches()) {
            executions = Long.parseLong(status.group(1));
            coverage = Long.parseLong(status.group(2));
            features = Long.parseLong(status.group(3));
            inputs = Long.parseLong(status.group(4));
        } else if (done.matches()) {
            executions = Long.parseLong(done.group(1));
            seconds = Long.parseLong(done.group(2));
        } else if (found.matches() && finding.isEmpty()) {
            finding = found.group(1) == null ? found.group(2) : found.group(1);
        } else if (written.matches()) {
            input = written.group(1).strip();
        }
    }

    /** Inputs tried. */
    long executions() {
        return executions;
    }

    /** Edges of the program that some input took. */
    long coverage() {
        return coverage;
    }

    /** Edges, told apart by how often they were taken and by what was compared. */
    long features() {
        return features;
    }

    /** Inputs that each took something new. */
    long inputs() {
        return inputs;
    }

    /** How long it ran; empty when it did not come to its end. */
    Optional<Long> seconds() {
        return Optional.of(seconds).filter(known -> known >= 0);
    }

    /** What an input led to; empty when none failed. */
    Optional<String> finding() {
        return Optional.of(finding).filter(text -> !text.isEmpty());
    }

    /** Where the input is that failed. */
    Optional<String> input() {
        return Optional.of(input).filter(text -> !text.isEmpty());
    }
}
