package io.forebay.simulation.keda;

/**
 * KEDA's own part: from none to one when a trigger is active, and to none when no trigger was for
 * the cooldown. Confined to one thread.
 */
public final class Activation {

    private final double polling;
    private final double cooldown;
    private double polledAt = Double.NEGATIVE_INFINITY;
    private double activeAt = Double.NEGATIVE_INFINITY;

    /**
     * @param polling {@code pollingInterval}, seconds
     * @param cooldown {@code cooldownPeriod}, seconds
     */
    public Activation(double polling, double cooldown) {
        this.polling = polling;
        this.cooldown = cooldown;
    }

    /**
     * @param current replicas now
     * @param least {@code minReplicaCount}
     * @return replicas after this look; the HPA decides when it is at least one
     */
    public int look(double now, int current, int least, boolean active) {
        if (now - polledAt < polling) {
            return current;
        }
        polledAt = now;
        if (active) {
            activeAt = now;
            return current == 0 ? Math.max(1, least) : current;
        }
        return current > least && now - activeAt >= cooldown ? least : current;
    }
}
