package io.forebay.ingest.admission;

import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses jobs of a tenant that has as many open as it may, on all nodes together.
 *
 * <p>The view of jobs is asked, whenever {@link #look} is called but no more often than a tenant
 * could reach its limit, so that the count is some seconds old and a tenant may come to have a
 * little more than it may. While the view is away, no tenant can have more open than it had, and
 * submitted here since, nor more than waits for all tenants together. Safe for use by several
 * threads.
 */
public final class OpenJobs {

    /** What a refused client waits: for the next look, and for jobs to end. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final Duration LONGEST_BETWEEN_LOOKS = Duration.ofSeconds(30);

    /** After a look was due for as long, what was seen says nothing of now. */
    private static final Duration OUTDATED = Duration.ofSeconds(10);

    /** As many nodes are thought to submit for a tenant at its full rate. */
    private static final int NODES = 4;

    private final Count count;
    private final Quotas quotas;
    private final Backlog backlog;
    private final InstantSource clock;
    private final Map<String, Seen> tenants = new ConcurrentHashMap<>();

    /** Counts. */
    @FunctionalInterface
    public interface Count {

        /** The tenant's open jobs; empty when nobody can say. */
        OptionalLong of(String tenant);
    }

    /**
     * What is known of a tenant.
     *
     * @param open jobs, at the last look
     * @param nextLook when it is due
     * @param tries how often it submitted here since
     */
    private record Seen(long open, Instant nextLook, AtomicLong tries) {}

    public OpenJobs(Count count, Quotas quotas, Backlog backlog, InstantSource clock) {
        this.count = count;
        this.quotas = quotas;
        this.backlog = backlog;
        this.clock = clock;
    }

    /** Counts one more job; a refusal when the tenant has as many as it may. */
    public Optional<Refusal> admit(String tenant) {
        int most = quotas.openJobs(tenant);
        Seen seen =
                tenants.computeIfAbsent(
                        tenant, _ -> new Seen(0, clock.instant(), new AtomicLong()));
        long tries = seen.tries().incrementAndGet();
        long open =
                seen.nextLook().plus(OUTDATED).isAfter(clock.instant())
                        ? seen.open()
                        : Math.min(seen.open() + tries - 1, waiting());
        if (open < most) {
            return Optional.empty();
        }
        return Optional.of(
                Refusal.of(
                                ProblemCode.TOO_MANY_REQUESTS,
                                "the tenant may have %d jobs open at once; wait until some end"
                                        .formatted(most))
                        .with(new LimitSeen("open_jobs", most, open + 1))
                        .retryAfter(RETRY));
    }

    /**
     * Looks for every tenant whose look is due and which came since the last; for none any more
     * once the view cannot say.
     */
    public void look() {
        Instant now = clock.instant();
        for (Map.Entry<String, Seen> one : tenants.entrySet()) {
            Seen seen = one.getValue();
            if (seen.tries().get() > 0 && !seen.nextLook().isAfter(now)) {
                OptionalLong open = count.of(one.getKey());
                if (open.isEmpty()) {
                    return;
                }
                Instant next = now.plus(pause(one.getKey(), open.getAsLong()));
                one.setValue(new Seen(open.getAsLong(), next, new AtomicLong()));
            }
        }
    }

    /** How long the tenant takes to come to its limit, at its full rate on several nodes. */
    private Duration pause(String tenant, long open) {
        double left = Math.max(0, quotas.openJobs(tenant) - open);
        double seconds = left / (NODES * quotas.quota(tenant).rate());
        Duration pause = Duration.ofMillis((long) Math.min(seconds * 1000, Integer.MAX_VALUE));
        return pause.compareTo(LONGEST_BETWEEN_LOOKS) < 0 ? pause : LONGEST_BETWEEN_LOOKS;
    }

    private long waiting() {
        return backlog.all().values().stream().mapToLong(LaneBacklog::waiting).sum();
    }
}
