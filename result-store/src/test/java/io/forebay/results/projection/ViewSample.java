package io.forebay.results.projection;

import com.google.protobuf.MessageLite;
import io.forebay.results.fixture.Jobs;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.redis.ViewPosition;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that bring something of every kind into a view of one partition and take something out of
 * it, by the code that projects.
 */
final class ViewSample {

    static final int PARTITIONS = 1;

    private static final InstantSource CLOCK = InstantSource.system();

    final RedisKeys keys = new RedisKeys(PARTITIONS);
    final FlightKey flight = Jobs.flight(0);
    final JobId landed;
    final JobId failed;
    final BatchId batch;

    private final Jobs jobs = new Jobs(CLOCK);
    private final PulseRecorder pulse = new PulseRecorder(CLOCK);

    ViewSample() {
        landed = jobs.id(0);
        failed = jobs.id(0);
        batch = new BatchId("batch_" + jobs.id(0).text().substring("job_".length()));
    }

    /** Whether all of it could be written to the view, which was empty. */
    boolean project(RedisClient redis) {
        return apply(new RedisViewStore(redis, keys), jobStates())
                && apply(new RedisViewStore(redis, keys::batchPosition), batchStates())
                && apply(new RedisViewStore(redis, keys::deliveryPosition), attempts());
    }

    /** Whether the positions can be read of all that was written. */
    boolean locates(RedisClient redis) {
        return List.of(
                        new RedisViewStore(redis, keys),
                        new RedisViewStore(redis, keys::batchPosition),
                        new RedisViewStore(redis, keys::deliveryPosition))
                .stream()
                .allMatch(store ->
                        store.positions(List.of(0)).join() instanceof RedisAnswer.Answered<?> found
                                && !found.value().equals(java.util.Map.of()));
    }

    private static boolean apply(RedisViewStore store, List<Chunk> chunks) {
        Optional<String> expected = Optional.empty();
        for (Chunk chunk : chunks) {
            ViewPosition next = new ViewPosition(chunk.nextOffset(), true);
            ViewBatch batch = new ViewBatch(0, expected, next, chunk.changes(), chunk.changedIds());
            if (!(store.apply(batch).join() instanceof RedisAnswer.Answered<Optional<String>> found)
                    || !found.value().equals(expected)) {
                return false;
            }
            expected = Optional.of(next.text());
        }
        return true;
    }

    /**
     * A job each that has landed, has failed, is past its time, is open; the first two are lines.
     */
    private List<Chunk> jobStates() {
        JobId old = jobs.id(0);
        JobId open = jobs.id(0);
        JobState result = jobs.landed(landed, flight, Duration.ofHours(1));
        Planning planner =
                new ChunkPlanner(
                        new JobTranslation(
                                keys, Duration.ofHours(1), Duration.ofHours(1), pulse, Tracing.OFF),
                        ProjectionConfig.DEFAULT,
                        CLOCK);
        return planner.plan(
                records(
                        new Entry(
                                landed.text(), result.toBuilder().setBatchId(batch.text()).build()),
                        new Entry(
                                failed.text(),
                                jobs.state(failed, 3, State.FAILED).toBuilder()
                                        .setBatchId(batch.text())
                                        .setRedriveOf(jobs.id(0).text())
                                        .build()),
                        new Entry(open.text(), jobs.state(open, 1, State.QUEUED)),
                        new Entry(
                                old.text(),
                                jobs.state(old, 3, State.SUCCEEDED).toBuilder()
                                        .setExpiresAt(1)
                                        .build())));
    }

    /** One whose object is still to be read, and one that has been. */
    private List<Chunk> batchStates() {
        BatchState open =
                BatchState.newBuilder()
                        .setBatchId(batch.text())
                        .setTenant(Jobs.TENANT)
                        .setCreatedAt(5)
                        .setExpiresAt(jobs.after(Duration.ofHours(1)))
                        .setSource("s3://b/in")
                        .setStatus(BatchStatus.BATCH_OPEN)
                        .build();
        Planning planner =
                new ChunkPlanner(
                        new BatchTranslation(keys, Duration.ofHours(1)),
                        ProjectionConfig.DEFAULT,
                        CLOCK);
        return planner.plan(
                records(
                        new Entry(
                                "batch_read",
                                open.toBuilder().setStatus(BatchStatus.BATCH_RUNNING).build()),
                        new Entry(batch.text(), open)));
    }

    private List<Chunk> attempts() {
        return new DeliveryPlanner(keys, 10, pulse)
                .plan(
                        records(
                                new Entry(
                                        landed.text(),
                                        DeliveryAttempt.newBuilder()
                                                .setDeliveryId("msg_1")
                                                .setStartedAt(CLOCK.millis())
                                                .build())));
    }

    private record Entry(String key, @Nullable MessageLite value) {}

    private static List<ConsumerRecord<String, byte[]>> records(Entry... entries) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (Entry entry : entries) {
            records.add(
                    new ConsumerRecord<>(
                            "log",
                            0,
                            records.size() + 1,
                            entry.key(),
                            entry.value() == null ? null : entry.value().toByteArray()));
        }
        return records;
    }
}
