package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The end of a job with a callback is told, under one id, and as a poll shows it. */
final class Told implements Checker {

    @Override
    public String name() {
        return "told";
    }

    @Override
    public String promise() {
        return "every end with a callback is delivered, under one id, its payload that of a poll";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<String, List<Event>> told = new HashMap<>();
        Map<String, Event> polled = new HashMap<>();
        for (Event event : history) {
            if (event.what() == What.WEBHOOK) {
                told.computeIfAbsent(event.job(), _ -> new ArrayList<>()).add(event);
            } else if (event.did(What.POLL) && event.value().terminal()) {
                polled.putIfAbsent(event.job(), event);
            }
        }
        List<Finding> findings = new ArrayList<>();
        long looked = 0;
        for (Accepted job : Accepted.in(history).values()) {
            Event poll = polled.get(job.job());
            if (job.offer().value().callback() && poll != null) {
                looked++;
                judge(job, told.getOrDefault(job.job(), List.of()), poll, findings);
            }
        }
        return verdict(looked, findings);
    }

    private static void judge(
            Accepted job, List<Event> attempts, Event poll, List<Finding> findings) {
        if (attempts.stream().noneMatch(attempt -> attempt.did(What.WEBHOOK))) {
            findings.add(
                    new Finding(
                            job.job(),
                            "ended, and no receiver has taken that (attempts: %d)"
                                    .formatted(attempts.size()),
                            List.of(job.offer(), poll)));
            return;
        }
        Event first = attempts.getFirst();
        for (Event attempt : attempts) {
            if (!attempt.value().id().equals(first.value().id())) {
                findings.add(
                        new Finding(job.job(), "was told under two ids", List.of(first, attempt)));
                return;
            }
            if (!attempt.value().digest().equals(poll.value().digest())) {
                findings.add(
                        new Finding(
                                job.job(),
                                "was told otherwise than a poll shows it",
                                List.of(poll, attempt)));
                return;
            }
        }
    }
}
