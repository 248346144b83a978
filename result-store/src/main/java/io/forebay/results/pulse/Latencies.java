package io.forebay.results.pulse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long things took, counted in buckets whose bounds grow by the square root of two: up to 1 ms,
 * 1.4 ms, 2 ms and so on to 35 minutes. Percentiles are right within a fifth.
 *
 * @param counts by bucket, without zeros at the end
 */
public record Latencies(@JsonValue List<Long> counts) {

    public static final Latencies NONE = new Latencies(List.of());

    private static final int BUCKETS = 43;

    @JsonCreator
    public Latencies {
        counts = List.copyOf(counts);
    }

    /** One that took so long. */
    public static Latencies of(long millis) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(bucket(millis), 0L));
        counts.add(1L);
        return new Latencies(counts);
    }

    public Latencies plus(Latencies other) {
        List<Long> sum = new ArrayList<>();
        for (int at = 0; at < Math.max(counts.size(), other.counts.size()); at++) {
            sum.add(at(at) + other.at(at));
        }
        return new Latencies(sum);
    }

    /**
     * Seconds within which this share of all was done; empty when there was none.
     *
     * @param share above 0 and at most 1
     */
    public OptionalDouble percentile(double share) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        double wanted = share * all;
        long below = 0;
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            long here = at(bucket);
            if (here > 0 && below + here >= wanted) {
                double low = bucket == 0 ? 0 : bound(bucket - 1);
                double within = (wanted - below) / here;
                return OptionalDouble.of((low + within * (bound(bucket) - low)) / 1000);
            }
            below += here;
        }
        return OptionalDouble.empty();
    }

    private long at(int bucket) {
        return bucket < counts.size() ? counts.get(bucket) : 0;
    }

    private static int bucket(long millis) {
        int bucket = 0;
        while (bucket < BUCKETS - 1 && millis > bound(bucket)) {
            bucket++;
        }
        return bucket;
    }

    /** Milliseconds. */
    private static double bound(int bucket) {
        return Math.pow(2, bucket / 2.0);
    }
}
