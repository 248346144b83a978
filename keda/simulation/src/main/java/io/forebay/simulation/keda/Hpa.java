package io.forebay.simulation.keda;

/**
 * The replica calculator of a HorizontalPodAutoscaler for external metrics of type {@code
 * AverageValue}, as in pkg/controller/podautoscaler of Kubernetes. Confined to one thread.
 */
public final class Hpa {

    private static final int KEPT = 512;

    private final HpaBehavior behavior;
    private final int min;
    private final int max;
    private final double[] at = new double[KEPT];
    private final int[] recommended = new int[KEPT];
    private final double[] changedAt = new double[KEPT];
    private final int[] change = new int[KEPT];
    private int count;
    private int changes;

    /**
     * @param min at least 1: an HPA does not scale to zero
     */
    public Hpa(HpaBehavior behavior, int min, int max) {
        this.behavior = behavior;
        this.min = Math.max(1, min);
        this.max = max;
    }

    /**
     * What one metric asks for.
     *
     * @param usage the metric's total
     * @param target per replica
     */
    public int proposal(double usage, double target, int current) {
        double ratio = usage / (target * current);
        return Math.abs(1 - ratio) <= behavior.tolerance()
                ? current
                : (int) Math.ceil(usage / target - 1e-9);
    }

    /**
     * One sync.
     *
     * @param proposal the largest of all metrics' proposals
     * @param current at least 1
     * @return the new number of replicas
     */
    public int sync(double now, int current, int proposal) {
        int stable = stabilized(now, current, proposal);
        int next = Math.clamp(limited(now, current, stable), min, max);
        if (next != current) {
            changedAt[changes % KEPT] = now;
            change[changes % KEPT] = next - current;
            changes++;
        }
        return next;
    }

    /** Recommendations are forgotten when something else sets the number of replicas. */
    public void reset() {
        count = 0;
        changes = 0;
    }

    private int stabilized(double now, int current, int proposal) {
        int up = proposal;
        int down = proposal;
        for (int back = 1; back <= Math.min(count, KEPT); back++) {
            int slot = Math.floorMod(count - back, KEPT);
            double age = now - at[slot];
            if (age > Math.max(behavior.upWindow(), behavior.downWindow())) {
                break;
            }
            up = age <= behavior.upWindow() ? Math.min(up, recommended[slot]) : up;
            down = age <= behavior.downWindow() ? Math.max(down, recommended[slot]) : down;
        }
        at[count % KEPT] = now;
        recommended[count % KEPT] = proposal;
        count++;
        return Math.max(up, Math.min(current, down));
    }

    private int limited(double now, int current, int wanted) {
        if (wanted > current) {
            int start = current - changed(now, behavior.upPeriod(), true);
            double limit =
                    Math.max(
                            Math.ceil(start * (1 + behavior.upPercent() / 100.0)),
                            start + behavior.upPods());
            return (int) Math.min(wanted, Math.max(current, limit));
        }
        if (wanted < current) {
            int start = current + changed(now, behavior.downPeriod(), false);
            double limit = Math.floor(start * (1 - behavior.downPercent() / 100.0));
            return (int) Math.max(wanted, Math.min(current, limit));
        }
        return current;
    }

    private int changed(double now, double period, boolean up) {
        int sum = 0;
        for (int back = 1; back <= Math.min(changes, KEPT); back++) {
            int slot = Math.floorMod(changes - back, KEPT);
            if (now - changedAt[slot] >= period) {
                break;
            }
            sum += up == change[slot] > 0 ? Math.abs(change[slot]) : 0;
        }
        return sum;
    }
}
