package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job ends once in the log, and whoever saw an end saw that one, to the last member. */
final class OneEnd implements Checker {

    @Override
    public String name() {
        return "one-end";
    }

    @Override
    public String promise() {
        return "a job has one terminal state, the same for poll, events, feed, webhook and log";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<String, List<Event>> ends = new LinkedHashMap<>();
        for (Event event : history) {
            if (event.showsEnd()) {
                ends.computeIfAbsent(event.job(), _ -> new ArrayList<>()).add(event);
            }
        }
        List<Finding> findings = new ArrayList<>();
        ends.forEach((job, seen) -> {
            List<Event> logged = seen.stream().filter(event -> event.did(What.LOG)).toList();
            if (logged.size() > 1) {
                findings.add(
                        new Finding(job, "ended " + logged.size() + " times in the log", logged));
            } else {
                conflict(job, seen, findings);
            }
        });
        return verdict(ends.size(), findings);
    }

    private static void conflict(String job, List<Event> seen, List<Finding> findings) {
        Event first = seen.getFirst();
        for (Event other : seen) {
            boolean differs =
                    !other.value().state().equals(first.value().state())
                            || other.value().version() != first.value().version()
                            || differs(other.value().digest(), first.value().digest());
            if (differs) {
                findings.add(new Finding(job, "ended in two ways", List.of(first, other)));
                return;
            }
        }
    }

    /** Whoever reads no document has no digest of it. */
    private static boolean differs(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }
}
