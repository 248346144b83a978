package io.forebay.simulation.keda;

/**
 * {@code spec.behavior} of a HorizontalPodAutoscaler, and its sync period. Times in seconds.
 *
 * @param upPercent of the present workers that may be added per period
 * @param upPods that may be added per period; the larger of the two counts
 * @param downPercent of the present workers that may go per period
 * @param tolerance of the ratio of metric to target within which nothing changes
 */
public record HpaBehavior(
        double syncPeriod,
        int upPercent,
        int upPods,
        double upPeriod,
        double upWindow,
        int downPercent,
        double downPeriod,
        double downWindow,
        double tolerance) {

    /** What Kubernetes does when nothing is said. */
    public static final HpaBehavior DEFAULT = new HpaBehavior(15, 100, 4, 15, 0, 100, 15, 300, 0.1);

    /** For a metric that is a decision already: no second opinion. */
    public static final HpaBehavior OBEDIENT = new HpaBehavior(15, 100, 100, 15, 0, 100, 15, 0, 0);
}
