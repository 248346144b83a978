package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A job that opened its flight is landed by a run of that flight. A run is known by its worker and
 * its times; a late one, of a flight that is over, must not land the next of the same content.
 */
final class Fenced implements Checker {

    @Override
    public String name() {
        return "fenced";
    }

    @Override
    public String promise() {
        return "only the awaited attempt of a flight lands it";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<String, Event> runs = new HashMap<>();
        for (Event event : history) {
            if (event.did(What.RUN)) {
                // By flight too: the runs of one batch have the same worker and times.
                runs.putIfAbsent(event.job() + " " + event.value().id(), event);
            }
        }
        List<Finding> findings = new ArrayList<>();
        long looked = 0;
        for (Event event : history) {
            if (event.did(What.LOG) && event.value().terminal() && !event.value().id().isEmpty()) {
                looked++;
                if (!runs.containsKey(event.job() + " " + event.value().id())) {
                    findings.add(
                            new Finding(
                                    event.job(),
                                    "was landed by a run of another flight: " + event.value().id(),
                                    List.of(event)));
                }
            }
        }
        return verdict(looked, findings);
    }
}
