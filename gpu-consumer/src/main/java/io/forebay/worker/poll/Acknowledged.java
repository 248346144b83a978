package io.forebay.worker.poll;

import io.forebay.worker.meter.LaneMeters;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.AcknowledgementCommitCallback;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what became of acknowledgements. Called on the poll thread. */
record Acknowledged(String topic, LaneMeters meters) implements AcknowledgementCommitCallback {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledged.class);

    @Override
    public void onComplete(Map<TopicIdPartition, Set<Long>> offsets, @Nullable Exception failure) {
        if (failure == null) {
            meters.committed();
        } else {
            meters.commitFailed();
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .setCause(failure)
                    .log("could not acknowledge; what is not acknowledged may run again");
        }
    }
}
