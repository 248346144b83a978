package io.forebay.loadtests.growth;

import io.forebay.loadtests.growth.point.Axis;
import io.forebay.loadtests.growth.site.Amounts;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run measures.
 *
 * @param sizes of each axis that is measured, ascending
 * @param amounts of each point
 * @param quiet the share of the processors that others may have, 0 to 1
 * @param seed of inputs and arrivals
 * @param classPath of the services
 * @param directory of the report, and of data and logs
 */
public record GrowthConfig(
        Map<Axis, List<Long>> sizes,
        Amounts amounts,
        double quiet,
        long seed,
        String classPath,
        Path directory) {

    private static final long MOST = 100_000_000;

    public GrowthConfig {
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("axes must name at least one");
        }
        if (!(quiet >= 0 && quiet <= 1)) {
            throw new IllegalArgumentException("disturbed-above must be 0 to 1, not " + quiet);
        }
        EnumMap<Axis, List<Long>> copy = new EnumMap<>(Axis.class);
        sizes.forEach((axis, some) -> copy.put(axis, sorted(axis, some)));
        sizes = Collections.unmodifiableMap(copy);
    }

    private static List<Long> sorted(Axis axis, List<Long> sizes) {
        long least = axis == Axis.OPEN_JOBS ? 0 : axis == Axis.PAYLOAD ? 64 : 1;
        for (long size : sizes) {
            if (size < least || size > MOST || (axis == Axis.PAYLOAD && size % 64 != 0)) {
                throw new IllegalArgumentException(
                        "%s: a size must be %d to %,d%s, not %d"
                                .formatted(
                                        axis.title(),
                                        least,
                                        MOST,
                                        axis == Axis.PAYLOAD ? " and a multiple of 64" : "",
                                        size));
            }
        }
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException(axis.title() + ": there is no size to measure");
        }
        return sizes.stream().sorted().distinct().toList();
    }

    /** For the report. */
    Map<String, Object> describe() {
        Map<String, Object> asked = new LinkedHashMap<>();
        Map<String, Object> axes = new LinkedHashMap<>();
        sizes.forEach((axis, some) -> axes.put(axis.title(), some));
        asked.put("sizes", axes);
        asked.put("jobs", amounts.jobs());
        asked.put("warmupJobs", amounts.warmupJobs());
        asked.put("outstanding", amounts.outstanding());
        asked.put("ratePerSecond", amounts.rate());
        asked.put("openLoop", amounts.length().toString());
        asked.put("partitions", amounts.partitions());
        asked.put("disturbedAbove", quiet);
        asked.put("seed", seed);
        return asked;
    }
}
