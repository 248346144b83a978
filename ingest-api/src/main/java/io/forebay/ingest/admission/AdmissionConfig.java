package io.forebay.ingest.admission;

import java.time.Duration;
import java.util.Map;

/**
 * @param rate requests a second that a tenant may submit to one node
 * @param burst requests that a tenant may submit at once
 * @param tenants quotas of tenants that have their own
 * @param sampleInterval between two looks at how much work waits
 */
public record AdmissionConfig(
        Double rate, Integer burst, Map<String, Quota> tenants, Duration sampleInterval) {

    public static final AdmissionConfig DEFAULT =
            new AdmissionConfig(2000.0, 4000, Map.of(), Duration.ofSeconds(1));

    public AdmissionConfig {
        rate = rate == null ? 2000.0 : rate;
        burst = burst == null ? 4000 : burst;
        tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
        sampleInterval = sampleInterval == null ? Duration.ofSeconds(1) : sampleInterval;
        var _ = new Quota(rate, burst);
        if (!sampleInterval.isPositive()) {
            throw new IllegalArgumentException("sample-interval must be above 0");
        }
    }

    Quota quota(String tenant) {
        return tenants.getOrDefault(tenant, new Quota(rate, burst));
    }
}
