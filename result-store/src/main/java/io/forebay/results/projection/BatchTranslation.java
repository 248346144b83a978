package io.forebay.results.projection;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.document.FileDuty;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.wire.BatchState;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Batch states: the batches, which of them each tenant has, and whose objects want attention.
 *
 * @param openTtl how long an open batch stays after something last happened to it: it only leaves
 *     this way when the log itself was lost
 */
record BatchTranslation(RedisKeys keys, Duration openTtl) implements Translation {

    @Override
    public void translate(ConsumerRecord<String, byte[]> read, long now, Changes changes)
            throws InvalidProtocolBufferException {
        String key = keys.batch(read.partition(), read.key());
        String duties = keys.batchDuties(read.partition());
        if (read.value() == null) {
            changes.remove(key, read.key());
            changes.change(new ViewChange.Leave(duties, read.key()));
            return;
        }
        ByteString value = UnsafeByteOperations.unsafeWrap(read.value());
        BatchState batch = BatchState.parseFrom(value);
        String list = keys.batchesOf(read.partition(), batch.getTenant());
        long expiresAt = batch.getExpiresAt();
        if (expiresAt == 0) {
            expiresAt = Math.max(now, batch.getDeadline()) + openTtl.toMillis();
        }
        if (expiresAt <= now) {
            changes.remove(key, read.key());
            changes.change(new ViewChange.Leave(list, read.key()));
            changes.change(new ViewChange.Leave(duties, read.key()));
            return;
        }
        changes.put(new ViewChange.Put(key, value, expiresAt), read.key());
        changes.change(new ViewChange.Enter(list, read.key(), batch.getCreatedAt(), expiresAt));
        if (!batch.getSource().isEmpty() || !batch.getOutput().isEmpty()) {
            changes.change(
                    FileDuty.of(batch) == FileDuty.NONE
                            ? new ViewChange.Leave(duties, read.key())
                            : new ViewChange.Enter(
                                    duties, read.key(), batch.getCreatedAt(), expiresAt));
        }
    }
}
