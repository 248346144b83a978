package io.forebay.scaler.lane;

/** Where samples come from. Safe for use by several threads. */
@FunctionalInterface
public interface LaneSource {

    /**
     * @throws LaneUnavailableException when the brokers do not answer or the topic is not there
     */
    LaneSample sample(LaneName lane);
}
