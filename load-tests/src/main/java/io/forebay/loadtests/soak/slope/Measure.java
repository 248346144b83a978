package io.forebay.loadtests.soak.slope;

/** What is measured. */
public enum Measure {
    LIVE_HEAP("live heap", Unit.BYTES, true, 16 << 20),
    OUTSIDE_HEAP("memory outside the heap", Unit.BYTES, true, 64 << 20),
    RSS("resident memory", Unit.BYTES, true, 64 << 20),
    FILES("open files", Unit.COUNT, true, 48),
    THREADS("threads", Unit.COUNT, true, 24),
    TOPIC("topic", Unit.BYTES, true, 64 << 20),
    /** For a day Kafka keeps the markers of transactions, also in what it compacts. */
    KAFKAS_TOPIC("topic of Kafka's own", Unit.BYTES, false, 0),
    STATE("stores on disk", Unit.BYTES, true, 64 << 20),
    PAYLOADS("payload store", Unit.BYTES, true, 64 << 20),
    REDIS_MEMORY("Redis, used memory", Unit.BYTES, true, 16 << 20),
    REDIS_KEYS("Redis, keys", Unit.COUNT, true, 1_000),
    REDIS_FILES("Redis, files", Unit.BYTES, false, 0),
    LOGS("log files", Unit.BYTES, false, 0),
    JOBS("jobs ended a second", Unit.COUNT, false, 0),
    P50("latency, median", Unit.MILLIS, false, 0),
    P99("latency, 99th percentile", Unit.MILLIS, false, 0),
    OPEN("open jobs", Unit.COUNT, false, 0),
    KEPT("jobs that the checkers keep", Unit.COUNT, true, 1_000);

    /** Of values. */
    public enum Unit {
        BYTES,
        COUNT,
        MILLIS
    }

    private final String title;
    private final Unit unit;
    private final boolean judged;
    private final double trifle;

    Measure(String title, Unit unit, boolean judged, double trifle) {
        this.title = title;
        this.unit = unit;
        this.judged = judged;
        this.trifle = trifle;
    }

    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    /** Whether it has to stay flat; what is only shown has other bounds, or varies by the load. */
    public boolean isJudged() {
        return judged;
    }

    /** What it may grow by in a day in any case: what is small doubles by a trifle. */
    public double trifle() {
        return trifle;
    }
}
