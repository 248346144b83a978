package io.forebay.results.projection;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Job states: the jobs, the flights that their results answer, and the ended lines of batches.
 *
 * @param openJobTtl how long an open job stays after it should have ended
 * @param deletedJobTtl how long readers are told that a job was deleted
 * @param pulse counts what passes
 */
record JobTranslation(
        RedisKeys keys,
        Duration openJobTtl,
        Duration deletedJobTtl,
        PulseRecorder pulse,
        Tracing tracing)
        implements Translation {

    @Override
    public void translate(ConsumerRecord<String, byte[]> read, long now, Changes changes)
            throws InvalidProtocolBufferException {
        if (Nudge.is(read.key(), read.value())) {
            return;
        }
        String key = keys.job(read.partition(), read.key());
        if (read.value() == null) {
            delete(key, read, now, changes);
            return;
        }
        ByteString value = UnsafeByteOperations.unsafeWrap(read.value());
        JobState job = JobState.parseFrom(value);
        pulse.saw(job);
        long expiresAt = new Expiry(openJobTtl).of(job, now);
        Indexes indexes = new Indexes(keys);
        Optional<ViewChange> open = indexes.open(job, read, expiresAt, now);
        if (expiresAt <= now) {
            open.ifPresent(changes::change);
            // Not just passed over: an older state of it may have been written before.
            changes.remove(key, read.key());
            return;
        }
        pointer(job, read, now, changes);
        changes.put(new ViewChange.Put(key, value, expiresAt), read.key());
        if (tracing.follows(job.getTraceparent())) {
            changes.traced(
                    new Chunk.Traced(
                            job.getJobId(),
                            job.getTraceparent(),
                            job.getState(),
                            job.getVersion(),
                            read.offset()));
        }
        indexes.of(job, read, expiresAt).forEach(changes::change);
        open.ifPresent(changes::change);
        if (!job.getBatchId().isEmpty()) {
            line(job, read, expiresAt, changes);
        }
    }

    /** Readers must not take a deleted job for one that is not recorded yet. */
    private void delete(
            String key, ConsumerRecord<String, byte[]> read, long now, Changes changes) {
        long deletedAt = read.timestamp() > 0 ? read.timestamp() : now;
        long expiresAt = deletedAt + deletedJobTtl.toMillis();
        changes.remove(key, read.key());
        if (expiresAt > now) {
            changes.change(new ViewChange.Put(key, ByteString.EMPTY, expiresAt));
        }
    }

    /** So that repeats of the flight are answered by this job. */
    private void pointer(
            JobState job, ConsumerRecord<String, byte[]> read, long now, Changes changes) {
        if (job.getCacheUntil() <= now || job.getFlightKey().size() != FlightKey.LENGTH) {
            return;
        }
        FlightKey flight = new FlightKey(job.getFlightKey());
        // A key of another partition's would not be this script's to write.
        if (flight.route().partition(keys.partitions()) == read.partition()) {
            ByteString id = ByteString.copyFromUtf8(read.key());
            changes.change(new ViewChange.Put(keys.flight(flight), id, job.getCacheUntil()));
        }
    }

    /** A line that has ended stands where its state stands in the log, and so does not move. */
    private void line(
            JobState job, ConsumerRecord<String, byte[]> read, long expiresAt, Changes changes) {
        String errors = keys.batchErrors(read.partition(), job.getBatchId());
        if (!job.getRedriveOf().isEmpty()) {
            // The line has the same content, and so its first job was of this partition too.
            changes.change(new ViewChange.Leave(errors, job.getRedriveOf()));
        }
        if (Lifecycle.hasEnded(job.getState())) {
            String list =
                    job.getState() == State.SUCCEEDED
                            ? keys.batchResults(read.partition(), job.getBatchId())
                            : errors;
            changes.change(new ViewChange.Enter(list, read.key(), read.offset(), expiresAt));
        }
    }
}
