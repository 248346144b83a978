package io.forebay.loadtests.growth.point;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is made larger, everything else being the same. */
public enum Axis {
    PARTITIONS(
            "partitions",
            "flights and each lane of work in so many partitions; noop in a closed loop, then at a"
                    + " fixed rate",
            List.of(1L, 4L, 16L, 64L)),
    OPEN_JOBS(
            "open jobs",
            "so many jobs of another model, which no worker serves, are open all the time; noop in a"
                    + " closed loop, then at a fixed rate",
            List.of(0L, 1_000L, 10_000L, 100_000L)),
    WAITERS(
            "jobs on one flight",
            "so many jobs with one input wait while there is no worker; then a worker comes: from the"
                    + " end of the flight, as the jobs state it, until the last of them is in the feed",
            List.of(1L, 100L, 1_000L, 10_000L)),
    PAYLOAD(
            "bytes of an input",
            "inputs of that size, answered with 64 bytes from all over them, in a closed loop; above"
                    + " 256 KiB they go to the payload store",
            List.of(1_024L, 65_536L, 1_048_576L, 10_485_760L)),
    TENANTS(
            "tenants",
            "so many tenants by turns, whose keys an operator's key issues; noop in a closed loop,"
                    + " then at a fixed rate",
            List.of(1L, 10L, 100L, 1_000L)),
    MODELS(
            "models",
            "so many copies of noop on one worker, by turns, in a closed loop, then at a fixed rate",
            List.of(1L, 10L, 50L)),
    RESTART(
            "open jobs",
            "the dispatcher is killed while so many jobs are open, and started, with its state"
                    + " directory and without: until it is ready, and until a new job has ended",
            List.of(1_000L, 10_000L, 100_000L)),
    RESTART_CACHE(
            "cached results",
            "the same with so many jobs that have ended, whose results are remembered",
            List.of(1_000L, 10_000L, 100_000L)),
    REBUILD(
            "ended jobs",
            "Redis forgets everything (FLUSHALL): until all of its keys are there again",
            List.of(1_000L, 10_000L, 100_000L));

    private final String unit;
    private final String what;
    private final List<Long> sizes;

    Axis(String unit, String what, List<Long> sizes) {
        this.unit = unit;
        this.what = what;
        this.sizes = sizes;
    }

    /** As on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a size counts. */
    public String unit() {
        return unit;
    }

    /** How a point is measured. */
    public String what() {
        return what;
    }

    /** Sizes to measure, ascending, unless others are asked for. */
    public List<Long> sizes() {
        return sizes;
    }

    /**
     * By its title.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static Axis parse(String title) {
        return Arrays.stream(values())
                .filter(axis -> axis.title().equals(title))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no axis '%s'; there are %s"
                                        .formatted(
                                                title,
                                                Arrays.stream(values())
                                                        .map(Axis::title)
                                                        .collect(Collectors.joining(", ")))));
    }
}
