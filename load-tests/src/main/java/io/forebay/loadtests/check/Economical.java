package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import java.util.List;
import java.util.Locale;

/**
 * Few flights are run to their end more than once.
 *
 * @param limit the share of runs that may be repeats, 0 to 1
 */
record Economical(double limit) implements Checker {

    Economical {
        if (!(limit >= 0 && limit <= 1)) {
            throw new IllegalArgumentException("limit must be 0 to 1, not " + limit);
        }
    }

    @Override
    public String name() {
        return "economical";
    }

    @Override
    public String promise() {
        return String.format(
                Locale.ROOT, "at most %.1f %% of flights are executed again", 100 * limit);
    }

    @Override
    public Verdict check(List<Event> history) {
        return judge(Repeats.in(history));
    }

    /** What it says of runs that were counted. */
    Verdict judge(Repeats repeats) {
        return verdict(
                repeats.flights(),
                repeats.again() <= limit * repeats.flights()
                        ? List.of()
                        : List.of(
                                new Finding(
                                        "all flights",
                                        "%d of %d were executed again"
                                                .formatted(repeats.again(), repeats.flights()),
                                        repeats.example())));
    }
}
