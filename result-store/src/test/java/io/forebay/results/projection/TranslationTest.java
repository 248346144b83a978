package io.forebay.results.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.results.fixture.Jobs;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What the states of batches, and of the jobs of their lines, do to the view. */
class TranslationTest {

    private static final int PARTITION = 2;
    private static final long LATER = Long.MAX_VALUE / 2;

    private final RedisKeys keys = new RedisKeys(4);
    private final Jobs jobs = new Jobs(InstantSource.fixed(Instant.EPOCH));
    private final List<ViewChange> changes = new ArrayList<>();

    @Test
    void anEndedLineStandsWhereItsStateStandsInTheLog() throws Exception {
        JobId id = jobs.id(PARTITION);
        translate(line(id, State.SUCCEEDED).build(), 41);

        assertThat(changes)
                .contains(
                        new ViewChange.Enter(
                                keys.batchResults(PARTITION, "batch"), id.text(), 41, LATER));
    }

    @Test
    void whateverEndsWithoutAResultIsAmongTheErrors() throws Exception {
        for (State state : List.of(State.FAILED, State.CANCELED, State.EXPIRED)) {
            changes.clear();
            JobId id = jobs.id(PARTITION);
            translate(line(id, state).build(), 7);

            assertThat(changes)
                    .contains(
                            new ViewChange.Enter(
                                    keys.batchErrors(PARTITION, "batch"), id.text(), 7, LATER));
        }
    }

    @Test
    void aRetryTakesThePlaceOfWhatFailed() throws Exception {
        JobId again = jobs.id(PARTITION);
        translate(line(again, State.RUNNING).setRedriveOf("job_before").build(), 9);

        assertThat(changes)
                .contains(new ViewChange.Leave(keys.batchErrors(PARTITION, "batch"), "job_before"))
                .noneMatch(ViewChange.Enter.class::isInstance);
    }

    @Test
    void aBatchIsAmongItsTenantsAndLeavesWithATombstone() throws Exception {
        BatchState batch =
                BatchState.newBuilder()
                        .setBatchId("batch_a")
                        .setTenant("acme")
                        .setCreatedAt(5)
                        .setExpiresAt(LATER)
                        .build();
        var translation = new BatchTranslation(keys, Duration.ofHours(1));
        translation.translate(
                new ConsumerRecord<>("t", PARTITION, 1, "batch_a", batch.toByteArray()),
                10,
                sink());
        assertThat(changes)
                .containsExactly(
                        new ViewChange.Put(
                                keys.batch(PARTITION, "batch_a"), batch.toByteString(), LATER),
                        new ViewChange.Enter(
                                keys.batchesOf(PARTITION, "acme"), "batch_a", 5, LATER));

        changes.clear();
        translation.translate(new ConsumerRecord<>("t", PARTITION, 2, "batch_a", null), 10, sink());
        assertThat(changes)
                .containsExactly(
                        new ViewChange.Remove(keys.batch(PARTITION, "batch_a")),
                        new ViewChange.Leave(keys.batchDuties(PARTITION), "batch_a"));
    }

    @Test
    void aBatchIsListedWhileItsObjectsAreToBeReadOrWritten() throws Exception {
        BatchState reading =
                BatchState.newBuilder()
                        .setBatchId("batch_a")
                        .setTenant("acme")
                        .setCreatedAt(5)
                        .setExpiresAt(LATER)
                        .setSource("s3://b/in")
                        .setOutput("s3://b/out/")
                        .setStatus(BatchStatus.BATCH_OPEN)
                        .build();
        BatchState running = reading.toBuilder().setStatus(BatchStatus.BATCH_RUNNING).build();
        BatchState ended =
                running.toBuilder().setStatus(BatchStatus.BATCH_COMPLETED).setFinishedAt(7).build();
        BatchState written = ended.toBuilder().setWrittenFor(7).build();

        String duties = keys.batchDuties(PARTITION);
        assertThat(List.of(duty(reading), duty(running), duty(ended), duty(written)))
                .containsExactly(
                        new ViewChange.Enter(duties, "batch_a", 5, LATER),
                        new ViewChange.Leave(duties, "batch_a"),
                        new ViewChange.Enter(duties, "batch_a", 5, LATER),
                        new ViewChange.Leave(duties, "batch_a"));
    }

    @Test
    void aNudgeChangesNothing() throws Exception {
        jobTranslation()
                .translate(new ConsumerRecord<>("t", PARTITION, 1, "nudge", null), 10, sink());
        assertThat(changes).isEmpty();
    }

    private ViewChange duty(BatchState batch) throws Exception {
        changes.clear();
        new BatchTranslation(keys, Duration.ofHours(1))
                .translate(
                        new ConsumerRecord<>("t", PARTITION, 1, "batch_a", batch.toByteArray()),
                        10,
                        sink());
        return changes.getLast();
    }

    private JobState.Builder line(JobId id, State state) {
        return jobs.state(id, 3, state).toBuilder()
                .setBatchId("batch")
                .setBatchLine(1)
                .setDeadline(LATER - Duration.ofHours(1).toMillis())
                .setExpiresAt(LATER);
    }

    private void translate(JobState job, long offset) throws InvalidProtocolBufferException {
        jobTranslation()
                .translate(
                        new ConsumerRecord<>(
                                "t", PARTITION, offset, job.getJobId(), job.toByteArray()),
                        10,
                        sink());
    }

    private JobTranslation jobTranslation() {
        return new JobTranslation(
                keys,
                Duration.ofHours(1),
                Duration.ofDays(8),
                new PulseRecorder(() -> Instant.ofEpochMilli(10)),
                Tracing.OFF);
    }

    private Translation.Changes sink() {
        return new Translation.Changes() {
            @Override
            public void put(ViewChange.Put put, String changedId) {
                changes.add(put);
            }

            @Override
            public void remove(String key, String changedId) {
                changes.add(new ViewChange.Remove(key));
            }

            @Override
            public void change(ViewChange change) {
                changes.add(change);
            }
        };
    }
}
