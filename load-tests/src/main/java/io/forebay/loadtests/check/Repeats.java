package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often flights were run.
 *
 * @param flights that were run to their end
 * @param again how many runs there were beyond the first of each
 * @param example the runs of one that was run again; or none
 */
public record Repeats(long flights, long again, List<Event> example) {

    /** Of no history. */
    public static final Repeats NONE = new Repeats(0, 0, List.of());

    public Repeats {
        example = List.copyOf(example);
    }

    /** Of a history. */
    public static Repeats in(List<Event> history) {
        Map<String, List<Event>> runs = new HashMap<>();
        for (Event event : history) {
            if (event.did(What.RUN)) {
                runs.computeIfAbsent(event.job(), _ -> new ArrayList<>()).add(event);
            }
        }
        List<List<Event>> repeated = runs.values().stream().filter(all -> all.size() > 1).toList();
        return new Repeats(
                runs.size(),
                repeated.stream().mapToLong(all -> all.size() - 1).sum(),
                repeated.isEmpty() ? List.of() : repeated.getFirst());
    }

    /** Together with those of other flights. */
    public Repeats plus(Repeats other) {
        return new Repeats(
                flights + other.flights,
                again + other.again,
                example.isEmpty() ? other.example : example);
    }
}
