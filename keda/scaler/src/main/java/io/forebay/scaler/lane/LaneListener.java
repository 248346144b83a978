package io.forebay.scaler.lane;

/** Told when a lane begins to need workers, and when it no longer does. Must not block. */
@FunctionalInterface
public interface LaneListener {

    void active(boolean active);
}
