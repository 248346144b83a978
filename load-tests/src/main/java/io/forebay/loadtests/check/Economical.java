package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        Map<String, List<Event>> runs = new HashMap<>();
        for (Event event : history) {
            if (event.did(What.RUN)) {
                runs.computeIfAbsent(event.job(), _ -> new ArrayList<>()).add(event);
            }
        }
        List<List<Event>> repeated = runs.values().stream().filter(all -> all.size() > 1).toList();
        long again = repeated.stream().mapToLong(all -> all.size() - 1).sum();
        return verdict(
                runs.size(),
                again <= limit * runs.size()
                        ? List.of()
                        : List.of(
                                new Finding(
                                        "all flights",
                                        "%d of %d were executed again"
                                                .formatted(again, runs.size()),
                                        repeated.getFirst())));
    }
}
