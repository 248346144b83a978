package io.forebay.schemas.model;

/**
 * How tenants share a model.
 *
 * @param tenantShare share of a lane's partitions that a tenant with much work may fill while there
 *     are others, over 0 and at most 1: what is left stays open to the others
 */
public record Fairness(Double tenantShare) {

    /** Half: two floods at a time fill three quarters on average, and a flood runs on half. */
    static final Fairness DEFAULT = new Fairness(0.5);

    private static final double PERCENT = 100;

    public Fairness {
        tenantShare = tenantShare == null ? 0.5 : tenantShare;
        if (!(tenantShare > 0 && tenantShare <= 1)) {
            throw new IllegalArgumentException(
                    "tenant-share must be over 0 and at most 1, not " + tenantShare);
        }
    }

    /** The share in percent, at least 1. */
    int percent() {
        return (int) Math.max(1, Math.round(tenantShare * PERCENT));
    }
}
