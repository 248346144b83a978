package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.growth.point.Axis;

/** Measures points of one axis. */
@FunctionalInterface
public interface Measurement {

    /**
     * Starts what it needs, measures, and ends it.
     *
     * @throws IllegalStateException when processes are not ready in time
     */
    Findings measure(int size, Place place) throws InterruptedException;

    /** That of an axis. */
    static Measurement of(Axis axis) {
        return switch (axis) {
            case PARTITIONS -> Steady::partitions;
            case OPEN_JOBS -> Steady::openJobs;
            case TENANTS -> Steady::tenants;
            case MODELS -> Steady::models;
            case PAYLOAD -> new PayloadMeasurement();
            case WAITERS -> new WaitersMeasurement();
            case RESTART -> new RestartMeasurement(false);
            case RESTART_CACHE -> new RestartMeasurement(true);
            case REBUILD -> new RebuildMeasurement();
        };
    }
}
