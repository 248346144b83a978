package io.forebay.schemas.topic;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.MessageLite;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

/** The messages of the contract as consumers read them: the first byte says of which topic. */
final class ContractFuzz {

    private static final List<Serde<? extends MessageLite>> VALUES =
            List.of(
                    Topics.JOBS.value(),
                    Topics.COMPLETIONS.value(),
                    Topics.JOB_STATES.value(),
                    Topics.DEAD_LETTERS.value(),
                    Topics.WITHDRAWALS.value(),
                    Topics.DISCARDS.value(),
                    Topics.MODELS.value(),
                    Topics.BATCHES.value(),
                    Topics.BATCH_STATES.value(),
                    Topics.SCALER_HISTORY.value(),
                    Topics.WEBHOOK_ENDPOINTS.value(),
                    Topics.DELIVERIES.value(),
                    Topics.DELIVERY_LOG.value(),
                    Topics.API_KEYS.value(),
                    Topics.work("any", io.forebay.schemas.wire.Lane.BULK).value());

    @FuzzTest
    void message(byte[] bytes) {
        if (bytes.length > 0) {
            byte[] value = Arrays.copyOfRange(bytes, 1, bytes.length);
            check(VALUES.get(Math.floorMod(bytes[0], VALUES.size())), value);
        }
    }

    private static <M extends MessageLite> void check(Serde<M> serde, byte[] value) {
        M message;
        try {
            message = serde.deserializer().deserialize("topic", value);
        } catch (SerializationException e) {
            return;
        }
        holds(message != null, "a value that is no tombstone was taken for one");
        byte[] written = serde.serializer().serialize("topic", message);
        same(serde.deserializer().deserialize("topic", written), message, "read again");
    }
}
