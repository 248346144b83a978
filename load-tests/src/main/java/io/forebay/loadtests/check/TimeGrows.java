package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No reader sees an older state of a job behind a newer one. */
final class TimeGrows implements Checker {

    private static final Set<What> READS = EnumSet.of(What.POLL, What.EVENTS, What.LOG);

    private record Place(String reader, String job) {}

    @Override
    public String name() {
        return "time-grows";
    }

    @Override
    public String promise() {
        return "versions only grow for every reader, and an end is not taken back";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<Place, Event> newest = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Event event : history) {
            if (event.kind() != Kind.OK || !READS.contains(event.what())) {
                continue;
            }
            Place place = new Place(event.proc(), event.job());
            Event before = newest.put(place, event);
            if (before != null && isBackwards(before, event)) {
                findings.add(
                        new Finding(
                                event.job(),
                                event.proc() + " saw time run backwards",
                                List.of(before, event)));
            }
        }
        return verdict(newest.size(), findings);
    }

    private static boolean isBackwards(Event before, Event after) {
        return after.value().version() < before.value().version()
                || (before.value().terminal() && !after.value().terminal());
    }
}
