package io.forebay.scaler.lane;

import java.util.List;

/** What all scalers remember together. Safe for use by several threads. */
public interface LaneHistory {

    /** What is known of a lane, oldest first. */
    List<Minute> minutes(LaneName lane);

    /** Keeps what was seen; it may be known already. */
    void keep(LaneName lane, Minute minute);

    /**
     * @param minute since the epoch, that ended
     * @param arrived in total by then
     * @param replicas asked for by then
     */
    record Minute(long minute, long arrived, int replicas) {}
}
