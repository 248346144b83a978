package io.forebay.scaler.lane;

import io.forebay.scaler.policy.Decision;
import java.time.Instant;

/** What was decided for a lane, from what, and when. */
public record LaneReport(LaneOrder order, LaneSample sample, Decision decision, Instant at) {

    /** What KEDA is told: in shadow mode the forecast has no say. */
    public int replicas() {
        return order.shadow() ? decision.withoutForecast() : decision.replicas();
    }

    /** Whether there should be any worker. */
    public boolean active() {
        return replicas() > 0 || sample.arrived() > sample.completed();
    }
}
