package io.forebay.worker.poll;

import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.meter.LaneMeters;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes items of a lane's records, and says of what is none that it is passed over. */
record WorkReader(Logger log, Topic<byte[], WorkItem> topic, LaneMeters meters) {

    WorkReader(Class<?> poller, Topic<byte[], WorkItem> topic, LaneMeters meters) {
        this(LoggerFactory.getLogger(poller), topic, meters);
    }

    /**
     * Hands on the item of a record.
     *
     * @param taker may refuse it by an {@link IllegalArgumentException}
     * @return false when there is none, or it was refused
     */
    boolean read(ConsumerRecord<byte[], byte[]> read, Consumer<WorkItem> taker) {
        try {
            WorkItem item = topic.value().deserializer().deserialize(topic.name(), read.value());
            if (item == null) {
                throw new SerializationException("a work item is missing");
            }
            taker.accept(item);
            return true;
        } catch (SerializationException | IllegalArgumentException e) {
            log.atError()
                    .addKeyValue("topic", read.topic())
                    .addKeyValue("partition", read.partition())
                    .addKeyValue("offset", read.offset())
                    .setCause(e)
                    .log("passed over a record that is no work item");
            meters.undecodable();
            return false;
        }
    }
}
