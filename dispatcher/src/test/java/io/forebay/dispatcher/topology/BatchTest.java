package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchAppended;
import io.forebay.schemas.wire.BatchCanceled;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchOpened;
import io.forebay.schemas.wire.BatchSealed;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches from their events, over the jobs of their lines, to their published states. */
final class BatchTest {

    private static final long RETENTION = 60_000;

    private final Bench bench = new Bench();
    private final BatchId batch =
            new JobIdMint(new byte[32], bench.clock, new Random(9), Duration.ofDays(1))
                    .mintBatch(Jobs.TENANT);

    @BeforeEach
    void open() {
        bench.send(
                event().setOpened(
                                BatchOpened.newBuilder()
                                        .setDeadline(bench.clock.millis() + 300_000)
                                        .setIdleMs(30_000)
                                        .setRetentionMs(RETENTION))
                        .build());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void countsEachLineOnceInTheStateOfItsJob() {
        Submission first = submit("one", 1);
        Submission second = submit("two", 2);
        Submission third = submit("one", 3);
        append(1, first, second, third);

        assertThat(counts()).isEqualTo("3: 3 0 0 0 0 0");

        List<WorkItem> work = bench.work(Lane.BULK);
        bench.complete(bench.workers.started(work.getFirst()));
        assertThat(counts()).isEqualTo("3: 1 2 0 0 0 0");
        bench.complete(bench.workers.landed(work.getFirst()));
        bench.complete(bench.workers.badInput(work.getLast()));
        seal();

        BatchState last = last();
        assertThat(counts(last)).isEqualTo("3: 0 0 2 1 0 0");
        assertThat(last.getCoalesced()).isEqualTo(1);
        assertThat(last.getStatus()).isEqualTo(BatchStatus.BATCH_COMPLETED);
        assertThat(last.getExpiresAt()).isEqualTo(last.getFinishedAt() + RETENTION);
        assertThat(last.getFinishedAt()).isEqualTo(last.getSealedAt());
    }

    @Test
    void aLineThatEndedBeforeItsBatchHeardOfItIsCountedWithItsChunk() {
        Submission early = submit("one", 1);
        bench.complete(bench.workers.landed(bench.work(Lane.BULK).getFirst()));
        bench.advance(Duration.ofMillis(200));
        assertThat(counts()).isEqualTo("0: 0 0 0 0 0 0");

        append(1, early);
        // The same chunk once more, because its acknowledgement was lost.
        append(1, early);

        assertThat(counts()).isEqualTo("1: 0 0 1 0 0 0");
    }

    @Test
    void aLineThatCannotBeRunFailsAloneAndSaysWhy() {
        Submission bad =
                line("bad", 1).toBuilder()
                        .setFault(Problem.of(ProblemCode.INVALID_INPUT, "no such model").toWire())
                        .build();
        bench.submit(bad);
        append(1, bad, submit("good", 2));

        JobState failed = bench.onlyState();
        assertThat(failed.getState()).isEqualTo(State.FAILED);
        assertThat(failed.getError().getDetail()).isEqualTo("no such model");
        assertThat(failed.getBatchLine()).isEqualTo(1);
        assertThat(failed.getCustomId()).isEqualTo("row-1");
        assertThat(counts()).isEqualTo("2: 1 0 0 1 0 0");
    }

    @Test
    void theLinesOfABatchAreNotAnnouncedOneByOne() {
        append(1, submit("one", 1));
        bench.advance(Duration.ofSeconds(2));

        assertThat(bench.states()).isEmpty();
    }

    @Test
    void cancelingABatchCancelsEveryOpenLine() {
        append(1, submit("one", 1), submit("two", 2));
        bench.complete(bench.workers.landed(bench.work(Lane.BULK).getFirst()));
        bench.send(event().setCanceled(BatchCanceled.getDefaultInstance()).build());

        assertThat(last().getStatus()).isEqualTo(BatchStatus.BATCH_CANCELED);
        bench.advance(Duration.ofMillis(200));
        assertThat(bench.withdrawals()).hasSize(1);
        assertThat(bench.states())
                .extracting(JobState::getState)
                .containsExactly(State.SUCCEEDED, State.CANCELED);
    }

    @Test
    void aBatchThatNobodyFinalizesIsGivenUpWithItsLines() {
        append(1, submit("one", 1));
        bench.advance(Duration.ofSeconds(31));

        BatchState last = last();
        assertThat(last.getStatus()).isEqualTo(BatchStatus.BATCH_EXPIRED);
        assertThat(last.getProblem().getDetail()).contains("not finalized in time");
        assertThat(counts(last)).isEqualTo("1: 0 0 0 0 1 0");
    }

    @Test
    void nothingIsLeftOfABatchAfterItsRetention() {
        append(1, submit("one", 1));
        bench.complete(bench.workers.landed(bench.work(Lane.BULK).getFirst()));
        seal();
        assertThat(bench.stored("batches")).isEqualTo(1);
        bench.advance(Duration.ofMillis(RETENTION + 1_000));

        assertThat(bench.batchStates()).last().isNull();
        assertThat(bench.stored("batches")).isZero();
        assertThat(bench.stored("batch-lines")).isZero();
    }

    @Test
    void anotherTenantsEventsAndWhatIsNoBatchAreRefused() {
        bench.send(event().setTenant("other").setSealed(BatchSealed.getDefaultInstance()).build());
        bench.send(
                event().setBatchId("nonsense").setOpened(BatchOpened.getDefaultInstance()).build());

        assertThat(last().getStatus()).isEqualTo(BatchStatus.BATCH_OPEN);
        assertThat(bench.count("batch.events", "no_batch")).isEqualTo(2);
    }

    private Submission submit(String content, int line) {
        return bench.submit(line(content, line));
    }

    private Submission line(String content, int line) {
        return bench.jobs.about(
                content,
                job ->
                        job.setLane(Lane.BULK)
                                .setBatchId(batch.text())
                                .setBatchLine(line)
                                .setCustomId("row-" + line)
                                .setIdempotent(true));
    }

    private void append(int first, Submission... lines) {
        BatchAppended.Builder appended = BatchAppended.newBuilder().setFirstLine(first);
        for (Submission line : lines) {
            appended.addJobIds(line.getJobId());
        }
        bench.send(event().setAppended(appended).build());
    }

    private void seal() {
        bench.send(event().setSealed(BatchSealed.getDefaultInstance()).build());
    }

    private BatchEvent.Builder event() {
        return BatchEvent.newBuilder()
                .setBatchId(batch.text())
                .setTenant(Jobs.TENANT)
                .setAt(bench.clock.millis());
    }

    private BatchState last() {
        bench.advance(Duration.ofMillis(200));
        return bench.batchStates().getLast();
    }

    private String counts() {
        return counts(last());
    }

    static String counts(BatchState batch) {
        var counts = batch.getCounts();
        return "%d: %d %d %d %d %d %d"
                .formatted(
                        counts.getTotal(),
                        counts.getQueued(),
                        counts.getRunning(),
                        counts.getCompleted(),
                        counts.getFailed(),
                        counts.getCanceled(),
                        counts.getExpired());
    }
}
