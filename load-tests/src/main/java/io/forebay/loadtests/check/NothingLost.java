package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every job that was accepted is seen to end: in the log, by a poll, and in the feed. */
final class NothingLost implements Checker {

    private static final Set<What> READERS = EnumSet.of(What.LOG, What.POLL, What.FEED);

    @Override
    public String name() {
        return "nothing-lost";
    }

    @Override
    public String promise() {
        return "every accepted job ends, and every reader sees that";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<String, Set<What>> ends = new HashMap<>();
        for (Event event : history) {
            if (event.showsEnd()) {
                ends.computeIfAbsent(event.job(), _ -> EnumSet.noneOf(What.class))
                        .add(event.what());
            }
        }
        List<Finding> findings = new ArrayList<>();
        Map<String, Accepted> accepted = Accepted.in(history);
        accepted.forEach((job, how) -> {
            Set<What> missing = EnumSet.copyOf(READERS);
            missing.removeAll(ends.getOrDefault(job, Set.of()));
            if (!missing.isEmpty()) {
                findings.add(
                        new Finding(
                                job,
                                "was accepted, and its end is not seen by " + missing,
                                List.of(how.offer(), how.acceptance())));
            }
        });
        return verdict(accepted.size(), findings);
    }
}
