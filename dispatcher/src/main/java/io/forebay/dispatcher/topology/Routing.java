package io.forebay.dispatcher.topology;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.LetterKey;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.topic.ProtobufSerde;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.WorkItem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * Which topic and which partition a record goes to.
 *
 * <p>Kafka 4.4 replaces the one method of {@link StreamPartitioner} by one with headers, but still
 * requires the old one.
 */
@SuppressWarnings("removal")
final class Routing {

    static final Serializer<byte[]> KEYS = new ByteArraySerializer();
    static final Serializer<WorkItem> WORK_ITEMS = new ProtobufSerde<>(WorkItem.parser());

    private Routing() {}

    static TopicNameExtractor<byte[], WorkItem> workTopic() {
        return (key, item, context) -> workTopic(item);
    }

    static String workTopic(WorkItem item) {
        return Topics.work(item.getModel().getName(), item.getLane()).name();
    }

    /** A topic may have been made anew with less partitions than the slot was chosen from. */
    static StreamPartitioner<byte[], WorkItem> bySlot() {
        return (topic, key, item, partitions) ->
                item.getSlot() > 0 && item.getSlot() <= partitions
                        ? Optional.of(Set.of(item.getSlot() - 1))
                        : one(FlightKey.of(key).route(), partitions);
    }

    static <V> StreamPartitioner<byte[], V> byLetterKey() {
        return (topic, key, value, partitions) -> one(LetterKey.flight(key).route(), partitions);
    }

    static <V> StreamPartitioner<String, V> byJobId() {
        return (topic, id, state, partitions) -> one(new JobId(id).route(), partitions);
    }

    static <V> StreamPartitioner<byte[], V> byJobIdBytes() {
        return (topic, id, event, partitions) ->
                one(new JobId(new String(id, StandardCharsets.UTF_8)).route(), partitions);
    }

    static <V> StreamPartitioner<String, V> byBatchId() {
        return (topic, id, value, partitions) -> one(new BatchId(id).route(), partitions);
    }

    private static Optional<Set<Integer>> one(Route route, int partitions) {
        return Optional.of(Set.of(route.partition(partitions)));
    }
}
