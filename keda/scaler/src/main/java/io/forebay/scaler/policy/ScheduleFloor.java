package io.forebay.scaler.policy;

/** The least number of workers that the operator demands at a time. */
@FunctionalInterface
public interface ScheduleFloor {

    ScheduleFloor NONE = (from, to) -> 0;

    /** The largest floor between two moments, in the seconds of the observations. */
    int between(double from, double to);
}
