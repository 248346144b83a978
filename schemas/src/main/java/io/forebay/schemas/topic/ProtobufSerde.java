package io.forebay.schemas.topic;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf messages as Kafka keys, values and stored state. Safe for use by several threads.
 *
 * <p>Parsed messages alias the record's bytes instead of copying payloads out of them; Kafka hands
 * each record an array of its own, so that nothing changes under the message.
 */
public final class ProtobufSerde<M extends MessageLite>
        implements Serde<M>, Serializer<M>, Deserializer<M> {

    private final Parser<M> parser;

    public ProtobufSerde(Parser<M> parser) {
        this.parser = parser;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable M message) {
        return message == null ? null : message.toByteArray();
    }

    @Override
    public @Nullable M deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            var input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            input.enableAliasing(true);
            M message = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new SerializationException(
                    "%d bytes of topic %s are not the message they should be"
                            .formatted(bytes.length, topic),
                    e);
        }
    }

    @Override
    public Serializer<M> serializer() {
        return this;
    }

    @Override
    public Deserializer<M> deserializer() {
        return this;
    }

    @Override
    public void configure(java.util.Map<String, ?> configs, boolean isKey) {
        // Nothing to configure: the parser says it all.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
