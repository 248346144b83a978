package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No job stays open for longer than a minute past its deadline. */
final class InTime implements Checker {

    private static final Duration GRACE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "in-time";
    }

    @Override
    public String promise() {
        return "nothing is open past its deadline and 60 s";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<String, Accepted> accepted = Accepted.in(history);
        List<Finding> findings = new ArrayList<>();
        long looked = 0;
        for (Event event : history) {
            Accepted job = accepted.get(event.job());
            if (job == null || !event.did(What.LOG) || !event.value().terminal()) {
                continue;
            }
            long deadline = job.offer().value().deadline();
            if (deadline == 0) {
                continue;
            }
            looked++;
            long late = event.value().deadline() - deadline;
            if (late > GRACE.toMillis()) {
                findings.add(
                        new Finding(
                                event.job(),
                                "ended %d ms past its deadline".formatted(late),
                                List.of(job.offer(), event)));
            }
        }
        return verdict(looked, findings);
    }
}
