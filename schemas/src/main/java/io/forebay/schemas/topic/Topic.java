package io.forebay.schemas.topic;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * One Kafka topic: its name, how its keys and values are written, and the settings it needs.
 *
 * @param settings topic configuration by its Kafka name
 */
public record Topic<K, V>(
        String name,
        Serde<K> key,
        Serde<V> value,
        Partitions partitions,
        Map<String, String> settings) {

    /** Begins the name of every topic. */
    public static final String PREFIX = "forebay.";

    /** Begins the name of every topic of work. */
    public static final String WORK_PREFIX = PREFIX + "work.";

    /** How many partitions a topic gets, by what it is keyed by. */
    public enum Partitions {
        /** Keyed by flight: all of these topics have the same number. */
        FLIGHT,
        /** Work of one model's lane: bounds its number of workers. */
        WORK,
        /** Small control topics that every reader reads whole. */
        SINGLE
    }

    public Topic {
        settings = Map.copyOf(settings);
    }

    static <V extends MessageLite> Serde<V> protobuf(Parser<V> parser) {
        return new ProtobufSerde<>(parser);
    }
}
