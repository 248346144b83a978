package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whoever follows a feed by its cursors is shown every end once. */
final class FeedOnce implements Checker {

    private record Place(String reader, String job) {}

    @Override
    public String name() {
        return "feed-once";
    }

    @Override
    public String promise() {
        return "a feed that is followed by its cursors shows an end once";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<Place, Event> shown = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Event event : history) {
            if (event.did(What.FEED)) {
                Event before = shown.putIfAbsent(new Place(event.proc(), event.job()), event);
                if (before != null) {
                    findings.add(
                            new Finding(
                                    event.job(),
                                    event.proc() + " was shown it twice",
                                    List.of(before, event)));
                }
            }
        }
        return verdict(shown.size(), findings);
    }
}
