package io.forebay.ingest.admission;

import java.time.Duration;
import java.util.Map;

/** Is told what was seen of the queue, for operators. Called by the sampling thread. */
@FunctionalInterface
public interface BacklogMeter {

    /**
     * @param lanes every lane of every model
     * @param held by topic, for how long its readers have been held up by a transaction that does
     *     not end; zero when they are not
     */
    void sampled(Map<ModelLane, LaneBacklog> lanes, Map<String, Duration> held);
}
