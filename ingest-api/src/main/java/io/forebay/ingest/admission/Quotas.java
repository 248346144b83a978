package io.forebay.ingest.admission;

import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every tenant's submit rate on this node. Tenants come from the API keys, so there are not more
 * buckets than tenants. Safe for use by several threads.
 */
public final class Quotas {

    private final AdmissionConfig config;
    private final InstantSource clock;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    public Quotas(AdmissionConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    public Quota quota(String tenant) {
        return config.quota(tenant);
    }

    /** Counts one submission; a refusal when the tenant is over its quota. */
    public Optional<Refusal> admit(String tenant) {
        Duration wait =
                buckets.computeIfAbsent(
                                tenant, name -> new TokenBucket(quota(name), clock.instant()))
                        .take(clock.instant());
        if (wait.isZero()) {
            return Optional.empty();
        }
        Quota quota = quota(tenant);
        return Optional.of(
                Refusal.of(
                                ProblemCode.TOO_MANY_REQUESTS,
                                "the tenant may submit %s requests a second, %d at once"
                                        .formatted(quota.rate(), quota.burst()))
                        .with(new LimitSeen("submit_burst", quota.burst(), quota.burst() + 1L))
                        .retryAfter(wait));
    }
}
