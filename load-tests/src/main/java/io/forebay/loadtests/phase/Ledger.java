package io.forebay.loadtests.phase;

import io.forebay.loadtests.job.Outcome;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The outcome of every job of one phase. Safe for use by several threads. */
public final class Ledger {

    private static final Outcome NO_END = new Outcome.Lost("", "never ran");

    private final AtomicReferenceArray<Outcome> outcomes;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger notRight = new AtomicInteger();
    private final AtomicInteger surplus = new AtomicInteger();

    Ledger(int jobs) {
        this.outcomes = new AtomicReferenceArray<>(jobs);
    }

    /** Enters a job's end; a second end of the same job is a duplicate. */
    void enter(int job, Outcome outcome) {
        if (!outcomes.compareAndSet(job, null, outcome)) {
            surplus.incrementAndGet();
            return;
        }
        done.incrementAndGet();
        if (!(outcome instanceof Outcome.Right)) {
            notRight.incrementAndGet();
        }
    }

    void addSurplus(int answers) {
        surplus.addAndGet(answers);
    }

    /** Takes back that a job was right. */
    void overturn(int job, String reason) {
        outcomes.updateAndGet(
                job, outcome -> new Outcome.Wrong(outcome == null ? "" : outcome.id(), reason));
    }

    int jobs() {
        return outcomes.length();
    }

    int done() {
        return done.get();
    }

    int notRight() {
        return notRight.get();
    }

    Tally tally() {
        int[] counts = new int[4];
        Map<String, Integer> refused = new TreeMap<>();
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> cache = new TreeMap<>();
        for (int job = 0; job < outcomes.length(); job++) {
            switch (outcome(job)) {
                case Outcome.Right right -> {
                    counts[0]++;
                    if (!right.cacheStatus().isEmpty()) {
                        add(cache, right.cacheStatus());
                    }
                }
                case Outcome.Wrong wrong -> {
                    counts[1]++;
                    add(reasons, "wrong: " + wrong.reason());
                }
                case Outcome.Failed failed -> {
                    counts[2]++;
                    add(reasons, "failed: " + failed.reason());
                }
                case Outcome.Lost lost -> {
                    counts[3]++;
                    add(reasons, "lost: " + lost.reason());
                }
                case Outcome.Refused refusal ->
                        add(refused, (refusal.status() + " " + refusal.code()).strip());
            }
        }
        int duplicated = surplus.get() + sharedIds();
        return new Tally(
                counts[0], counts[1], counts[2], counts[3], duplicated, refused, reasons, cache);
    }

    private int sharedIds() {
        Set<String> seen = new HashSet<>();
        int shared = 0;
        for (int job = 0; job < outcomes.length(); job++) {
            String id = outcome(job).id();
            if (!id.isEmpty() && !seen.add(id)) {
                shared++;
            }
        }
        return shared;
    }

    private Outcome outcome(int job) {
        Outcome outcome = outcomes.get(job);
        return outcome == null ? NO_END : outcome;
    }

    private static void add(Map<String, Integer> counts, String key) {
        counts.merge(key, 1, Integer::sum);
    }
}
