package io.forebay.results.projection;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.topic.Retention;
import io.forebay.schemas.wire.DeliveryAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts of deliveries as fields of one hash for each job. */
record DeliveryPlanner(RedisKeys keys, int maxRecords, PulseRecorder pulse) implements Planning {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPlanner.class);

    @Override
    public List<Chunk> plan(List<ConsumerRecord<String, byte[]>> records) {
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < records.size(); from += maxRecords) {
            chunks.add(chunk(records.subList(from, Math.min(from + maxRecords, records.size()))));
        }
        return chunks;
    }

    private Chunk chunk(List<ConsumerRecord<String, byte[]>> records) {
        List<ViewChange> changes = new ArrayList<>(records.size());
        records.forEach(read -> change(read).ifPresent(changes::add));
        ConsumerRecord<String, byte[]> last = records.getLast();
        return new Chunk(
                changes,
                List.of(),
                last.offset() + 1,
                new Chunk.Tally(changes.size(), 0, records.size() - changes.size()),
                last.timestamp(),
                List.of());
    }

    private Optional<ViewChange> change(ConsumerRecord<String, byte[]> read) {
        if (read.key() == null || read.value() == null) {
            return Optional.empty();
        }
        try {
            DeliveryAttempt attempt = DeliveryAttempt.parseFrom(read.value());
            pulse.saw(attempt);
            return Optional.of(
                    new ViewChange.Field(
                            keys.deliveries(read.partition(), read.key()),
                            attempt.getDeliveryId() + "/" + attempt.getStartedAt(),
                            UnsafeByteOperations.unsafeWrap(read.value()),
                            attempt.getStartedAt() + Retention.DELIVERY_LOG.toMillis()));
        } catch (InvalidProtocolBufferException e) {
            LOG.atError()
                    .addKeyValue("jobId", read.key())
                    .addKeyValue("partition", read.partition())
                    .addKeyValue("offset", read.offset())
                    .setCause(e)
                    .log("passed over an attempt that cannot be read");
            return Optional.empty();
        }
    }
}
