package io.forebay.scaler.policy;

/**
 * What one lane is allowed and what it promises.
 *
 * @param minReplicas 0 = may sleep
 * @param costCap never more workers than this, whatever is needed
 * @param partitions of the work topic: more workers than these have nothing to do
 * @param waitSlo within which work should start, seconds
 */
public record LaneLimits(
        int minReplicas, int maxReplicas, int costCap, int partitions, double waitSlo) {

    public LaneLimits {
        if (minReplicas < 0 || maxReplicas < Math.max(1, minReplicas)) {
            throw new IllegalArgumentException(
                    "minReplicas (%d) and maxReplicas (%d): expected 0 <= min <= max, max >= 1"
                            .formatted(minReplicas, maxReplicas));
        }
        if (costCap < 1 || partitions < 1 || !(waitSlo > 0)) {
            throw new IllegalArgumentException(
                    "costCapReplicas (%d), partitions (%d) and waitSloSeconds (%s) must be positive"
                            .formatted(costCap, partitions, waitSlo));
        }
    }

    int ceiling() {
        return Math.min(maxReplicas, costCap);
    }
}
