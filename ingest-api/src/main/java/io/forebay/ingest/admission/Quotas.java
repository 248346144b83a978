package io.forebay.ingest.admission;

import io.forebay.ingest.http.DataSize;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What every tenant may do on this node. All of it is counted here, by nobody else's leave, so that
 * it holds while Redis or other nodes are away. Tenants come from valid credentials, so there are
 * not more buckets than tenants. Safe for use by several threads.
 */
public final class Quotas {

    private final AdmissionConfig config;
    private final InstantSource clock;
    private final Map<String, Buckets> buckets = new ConcurrentHashMap<>();

    private record Buckets(
            Quota quota, TokenBucket requests, TokenBucket bytes, TokenBucket lines) {

        static Buckets of(Quota quota, Instant now) {
            TenantLimits limits = quota.limitsOr(TenantLimits.NONE);
            double bytes = limits.bytes() == null ? Double.MAX_VALUE : limits.bytes().bytes();
            double lines = limits.lines() == null ? Double.MAX_VALUE : limits.lines();
            return new Buckets(
                    quota,
                    new TokenBucket(quota.rate(), quota.burst(), now),
                    new TokenBucket(bytes, bytes, now),
                    new TokenBucket(lines, lines, now));
        }
    }

    public Quotas(AdmissionConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** With a value for every limit. */
    public Quota quota(String tenant) {
        return of(tenant).quota();
    }

    /** Counts one submission; a refusal when the tenant is over its quota. */
    public Optional<Refusal> admit(String tenant) {
        Buckets mine = of(tenant);
        Optional<Refusal> bytes = admitBytes(tenant);
        if (bytes.isPresent()) {
            return bytes;
        }
        Duration wait = mine.requests().take(clock.instant());
        if (wait.isZero()) {
            return Optional.empty();
        }
        Quota quota = mine.quota();
        return Optional.of(
                refusal(
                        "the tenant may submit %s requests a second, %d at once"
                                .formatted(quota.rate(), quota.burst()),
                        new LimitSeen("submit_burst", quota.burst(), quota.burst() + 1L),
                        wait));
    }

    /** Counts the bytes of a body that was read. */
    public void spendBytes(String tenant, long bytes) {
        of(tenant).bytes().spend(bytes, clock.instant());
    }

    /** A refusal when the tenant may not begin an upload of a batch's lines now. */
    public Optional<Refusal> admitUpload(String tenant) {
        Duration wait = of(tenant).lines().debt(clock.instant());
        if (wait.isZero()) {
            return admitBytes(tenant);
        }
        int most = orMost(limits(tenant).lines());
        return Optional.of(
                refusal(
                        "the tenant may send %d lines of batches a second".formatted(most),
                        new LimitSeen("batch_lines", most, owed(most, wait)),
                        wait));
    }

    /**
     * Counts lines of a batch that were taken.
     *
     * @return how long to wait before the next are read
     */
    public Duration spendLines(String tenant, int lines, long bytes) {
        Instant now = clock.instant();
        Buckets mine = of(tenant);
        mine.lines().spend(lines, now);
        mine.bytes().spend(bytes, now);
        Duration one = mine.lines().debt(now);
        Duration other = mine.bytes().debt(now);
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Streams that a tenant may have open at once, where it has a limit of its own. */
    public int streams(String tenant) {
        return orMost(limits(tenant).streams());
    }

    /** Jobs of a tenant that may be open at once, where it has a limit. */
    public int openJobs(String tenant) {
        return orMost(limits(tenant).openJobs());
    }

    private Optional<Refusal> admitBytes(String tenant) {
        Duration wait = of(tenant).bytes().debt(clock.instant());
        if (wait.isZero()) {
            return Optional.empty();
        }
        DataSize limit = limits(tenant).bytes();
        long most = limit == null ? Long.MAX_VALUE : limit.bytes();
        return Optional.of(
                refusal(
                        "the tenant may send %d bytes a second".formatted(most),
                        new LimitSeen("submit_bytes", most, owed(most, wait)),
                        wait));
    }

    private TenantLimits limits(String tenant) {
        return of(tenant).quota().limitsOr(TenantLimits.NONE);
    }

    private Buckets of(String tenant) {
        return buckets.computeIfAbsent(
                tenant, name -> Buckets.of(config.quota(name), clock.instant()));
    }

    private static Refusal refusal(String detail, LimitSeen seen, Duration wait) {
        return Refusal.of(ProblemCode.TOO_MANY_REQUESTS, detail).with(seen).retryAfter(wait);
    }

    /** What was seen within a second: what it may, and what takes the wait to make up for. */
    private static long owed(long most, Duration wait) {
        return most + (long) Math.ceil(wait.toNanos() / 1e9 * most);
    }

    private static int orMost(@Nullable Integer limit) {
        return limit == null ? Integer.MAX_VALUE : limit;
    }
}
