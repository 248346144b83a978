package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One Idempotency-Key is one job, however often it is offered; two keys are two jobs. */
final class OneJobPerKey implements Checker {

    @Override
    public String name() {
        return "one-job-per-key";
    }

    @Override
    public String promise() {
        return "a tenant's Idempotency-Key names one job for ever, and no two keys the same";
    }

    @Override
    public Verdict check(List<Event> history) {
        Map<String, Event> byKey = new HashMap<>();
        Map<String, Event> byJob = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Event event : history) {
            if (!event.did(What.SUBMIT)) {
                continue;
            }
            String key = event.tenant() + " " + event.key();
            Event first = byKey.putIfAbsent(key, event);
            if (first != null && !first.job().equals(event.job())) {
                findings.add(new Finding(key, "is two jobs", List.of(first, event)));
            }
            Event owner = byJob.putIfAbsent(event.job(), event);
            if (owner != null && !key.equals(owner.tenant() + " " + owner.key())) {
                findings.add(new Finding(event.job(), "has two keys", List.of(owner, event)));
            }
        }
        return verdict(byKey.size(), findings);
    }
}
