package io.forebay.loadtests.torture.client;

import io.forebay.loadtests.cluster.TenantKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The jobs that were accepted, and whether a poll has seen their ends. What is taken away is
 * counted all the same. Safe for use by several threads.
 */
final class JobsAtHand {

    private record Ended(AcceptedJob job, long nanos) {}

    private final Map<String, AcceptedJob> accepted = new ConcurrentHashMap<>();
    private final Map<String, Ended> ended = new ConcurrentHashMap<>();
    private final Map<TenantKey, AtomicInteger> acceptedOf = new ConcurrentHashMap<>();
    private final AtomicInteger endedInAll = new AtomicInteger();

    void accepted(AcceptedJob job) {
        if (accepted.put(job.id(), job) == null) {
            acceptedOf
                    .computeIfAbsent(job.offer().tenant(), _ -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    void ended(AcceptedJob job) {
        if (ended.put(job.id(), new Ended(job, System.nanoTime())) == null) {
            endedInAll.incrementAndGet();
        }
    }

    /** Accepted ones in all. */
    int accepted() {
        return acceptedOf.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Accepted ones of a tenant in all. */
    int accepted(TenantKey tenant) {
        AtomicInteger count = acceptedOf.get(tenant);
        return count == null ? 0 : count.get();
    }

    /** Those in all whose end was seen. */
    int ended() {
        return endedInAll.get();
    }

    Collection<AcceptedJob> all() {
        return accepted.values();
    }

    /** Whether all have ended. */
    boolean haveAllEnded() {
        return accepted.keySet().stream().allMatch(ended::containsKey);
    }

    /** Whether all that have ended are so. */
    boolean allEnded(Predicate<AcceptedJob> what) {
        return ended.values().stream().map(Ended::job).allMatch(what);
    }

    /**
     * Takes away those that ended long ago and are so.
     *
     * @param nanos ago at least
     */
    List<AcceptedJob> takeAway(long nanos, Predicate<AcceptedJob> what) {
        long now = System.nanoTime();
        List<AcceptedJob> taken =
                ended.values().stream()
                        .filter(one -> now - one.nanos() >= nanos && what.test(one.job()))
                        .map(Ended::job)
                        .toList();
        for (AcceptedJob job : taken) {
            ended.remove(job.id());
            accepted.remove(job.id());
        }
        return taken;
    }
}
