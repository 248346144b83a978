package io.forebay.ingest.admission;

import io.forebay.ingest.http.DataSize;
import java.time.Duration;
import java.util.Map;

/**
 * @param rate requests a second that a tenant may submit to one node
 * @param burst requests that a tenant may submit at once
 * @param limits of other kinds, for every tenant
 * @param tenants quotas of tenants that have their own
 * @param sampleInterval between two looks at how much work waits
 */
public record AdmissionConfig(
        Double rate,
        Integer burst,
        TenantLimits limits,
        Map<String, Quota> tenants,
        Duration sampleInterval) {

    /**
     * Bytes and lines are held low enough that one tenant does not fill a node's network, open jobs
     * that it does not fill Redis: 200,000 take a quarter of a gigabyte of it.
     */
    private static final TenantLimits LIMITS =
            new TenantLimits(DataSize.parse("256MiB"), 20_000, 10_000, 200_000);

    public static final AdmissionConfig DEFAULT =
            new AdmissionConfig(2000.0, 4000, LIMITS, Map.of(), Duration.ofSeconds(1));

    public AdmissionConfig {
        rate = rate == null ? 2000.0 : rate;
        burst = burst == null ? 4000 : burst;
        limits = limits == null ? LIMITS : limits.or(LIMITS);
        tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
        sampleInterval = sampleInterval == null ? Duration.ofSeconds(1) : sampleInterval;
        var _ = new Quota(rate, burst);
        if (!sampleInterval.isPositive()) {
            throw new IllegalArgumentException("sample-interval must be above 0");
        }
    }

    /** The tenant's quota, with a value for every limit. */
    Quota quota(String tenant) {
        Quota own = tenants.getOrDefault(tenant, new Quota(rate, burst));
        return new Quota(own.rate(), own.burst(), own.limitsOr(limits));
    }
}
