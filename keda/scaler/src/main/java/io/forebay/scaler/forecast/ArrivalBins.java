package io.forebay.scaler.forecast;

/**
 * Arrivals per bin of one minute, newest last, as long as the longest season. Confined to the
 * policy that owns it.
 */
public final class ArrivalBins {

    /** Length of one bin, seconds. */
    public static final int SECONDS = 60;

    public static final int PER_HOUR = 60;
    public static final int PER_DAY = 24 * PER_HOUR;
    public static final int PER_WEEK = 7 * PER_DAY;

    /** A week, and what the widest look-ahead needs beyond it. */
    private static final int KEPT = 1 << 14;

    private final double[] ring = new double[KEPT];
    private long size;

    /** Ends a bin in which so many arrived. */
    public void add(double arrivals) {
        ring[(int) (size & (KEPT - 1))] = arrivals;
        size++;
    }

    /** How many bins have ended. */
    public long size() {
        return size;
    }

    /** How many of the newest bins can be asked for. */
    public int kept() {
        return (int) Math.min(size, KEPT);
    }

    /**
     * @param age 0 for the bin that ended last
     */
    public double at(int age) {
        return age < 0 || age >= kept() ? 0 : ring[(int) ((size - 1 - age) & (KEPT - 1))];
    }

    /** The mean of so many of the newest bins, or of those there are. */
    public double mean(int bins) {
        int count = Math.min(bins, kept());
        double sum = 0;
        for (int age = 0; age < count; age++) {
            sum += at(age);
        }
        return count == 0 ? 0 : sum / count;
    }
}
