package io.forebay.scaler.policy;

/**
 * Waits, from totals alone: in a first-in first-out lane the item that completes as number n
 * arrived when the total of arrivals passed n. Confined to its policy.
 */
final class WaitMeter {

    private static final int KEPT = 1 << 13;

    private final double[] seconds = new double[KEPT];
    private final double[] arrived = new double[KEPT];
    private long newest = -1;
    private long head;
    private double counted = -1;

    /** How many items completed since the last call, and how many of them had waited too long. */
    record Served(double items, double late) {}

    /**
     * @param tooLong seconds from arrival to completion
     */
    Served observe(Observation seen, double tooLong) {
        newest++;
        seconds[slot(newest)] = seen.seconds();
        arrived[slot(newest)] = seen.arrived();
        head = Math.max(head, newest - KEPT + 1);
        if (counted < 0) {
            counted = seen.completed();
        }
        double late = 0;
        double from = counted;
        while (head < newest && arrived[slot(head)] <= seen.completed()) {
            late += count(arrived[slot(head)], seen.seconds() - seconds[slot(head)] > tooLong);
            head++;
        }
        late += count(seen.completed(), seen.seconds() - seconds[slot(head)] > tooLong);
        return new Served(seen.completed() - from, late);
    }

    private double count(double upTo, boolean late) {
        double items = Math.max(0, upTo - counted);
        counted = Math.max(counted, upTo);
        return late ? items : 0;
    }

    private static int slot(long number) {
        return (int) (number & (KEPT - 1));
    }
}
