package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A good job succeeds, whatever happens around it, and with the right output. */
final class RightEnd implements Checker {

    /** What a reader notes of an output that is not what the input asks for. */
    static final String WRONG_OUTPUT = "wrong output";

    @Override
    public String name() {
        return "right-end";
    }

    @Override
    public String promise() {
        return "good jobs succeed with the right output; bad ones fail alone";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<String, Accepted> accepted = Accepted.in(history);
        Set<String> judged = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (Event event : history) {
            Accepted job = accepted.get(event.job());
            boolean shows = event.kind() == Kind.OK && event.what() == What.POLL;
            if (job == null || !shows || !event.value().terminal() || !judged.add(event.job())) {
                continue;
            }
            Expected expected = Expected.valueOf(job.offer().value().expect());
            if (!expected.allows(event.value().state())) {
                findings.add(
                        new Finding(
                                event.job(),
                                "was to end by %s and is %s"
                                        .formatted(expected, event.value().state()),
                                List.of(job.offer(), job.acceptance(), event)));
            } else if (event.value().detail().startsWith(WRONG_OUTPUT)) {
                findings.add(
                        new Finding(
                                event.job(), "has a wrong output", List.of(job.offer(), event)));
            }
        }
        return verdict(judged.size(), findings);
    }
}
