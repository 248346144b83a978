package io.forebay.ingest.admission;

import org.jspecify.annotations.Nullable;

/**
 * How much a tenant may submit.
 *
 * @param rate requests a second, on average
 * @param burst requests at once
 * @param limits of other kinds
 */
public record Quota(double rate, int burst, @Nullable TenantLimits limits) {

    public Quota {
        if (!(rate > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "rate must be above 0 and burst at least 1, not %s and %d"
                            .formatted(rate, burst));
        }
        limits = limits == null ? TenantLimits.NONE : limits;
    }

    public Quota(double rate, int burst) {
        this(rate, burst, TenantLimits.NONE);
    }

    /** Never null; what is not said is null in it. */
    TenantLimits limitsOr(TenantLimits others) {
        return limits == null ? others : limits.or(others);
    }
}
