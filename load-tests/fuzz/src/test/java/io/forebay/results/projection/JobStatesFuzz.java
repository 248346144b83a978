package io.forebay.results.projection;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.trace.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Job states and batch states on their way to Redis: each changes keys of its partition alone. */
final class JobStatesFuzz {

    private static final int PARTITION = 5;
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final RedisKeys KEYS = new RedisKeys(24);
    private static final String ID = "job_" + "0".repeat(40);

    @FuzzTest
    void states(byte[] bytes) {
        Translation jobs =
                new JobTranslation(
                        KEYS,
                        Duration.ofDays(8),
                        Duration.ofDays(1),
                        new PulseRecorder(InstantSource.fixed(NOW)),
                        Tracing.OFF);
        translate(jobs, bytes);
        translate(new BatchTranslation(KEYS, Duration.ofDays(8)), bytes);
    }

    private static void translate(Translation translation, byte[] bytes) {
        try {
            translation.translate(
                    new ConsumerRecord<>("topic", PARTITION, 7, ID, bytes),
                    NOW.toEpochMilli(),
                    new Seen());
        } catch (InvalidProtocolBufferException e) {
            // It is none.
        }
    }

    private static final class Seen implements Translation.Changes {

        @Override
        public void put(ViewChange.Put put, String changedId) {
            holds(put.expiresAt() > NOW.toEpochMilli(), "gone before it is there");
            change(put);
        }

        @Override
        public void remove(String key, String changedId) {
            holds(key.startsWith("fb:{" + PARTITION + "}"), key + " is another partition's");
        }

        @Override
        public void change(ViewChange change) {
            holds(
                    change.key().startsWith("fb:{" + PARTITION + "}"),
                    change.key() + " is another partition's");
        }
    }
}
