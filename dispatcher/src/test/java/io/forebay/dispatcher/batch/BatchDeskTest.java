package io.forebay.dispatcher.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.wire.BatchAppended;
import io.forebay.schemas.wire.BatchCanceled;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchLineCanceled;
import io.forebay.schemas.wire.BatchLineChanged;
import io.forebay.schemas.wire.BatchOpened;
import io.forebay.schemas.wire.BatchRetried;
import io.forebay.schemas.wire.BatchRetriedLine;
import io.forebay.schemas.wire.BatchSealed;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.BatchWritten;
import io.forebay.schemas.wire.Callback;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The rules of batches, without Kafka. */
final class BatchDeskTest {

    private static final BatchId ID =
            new JobIdMint(new byte[32], InstantSource.system(), new Random(1), Duration.ofHours(1))
                    .mintBatch("acme");

    private final Fake fake = new Fake();
    private final BatchDesk desk = new BatchDesk(fake, fake, fake);
    private long now = 1_000;

    @Test
    void aStaleStateOfAJobNeverChangesTheCounts() {
        openWith(1);
        changed(1, "job-1", 0, 3, State.SUCCEEDED);
        changed(1, "job-1", 0, 2, State.RUNNING);
        changed(1, "other", 0, 9, State.FAILED);

        assertThat(batch().getCounts().getCompleted()).isEqualTo(1);
        assertThat(batch().getCounts().getRunning()).isZero();
        assertThat(batch().getCounts().getFailed()).isZero();
    }

    @Test
    @SuppressWarnings("AvoidValueSetter")
    void aStateThatOnlyALaterReleaseKnowsIsNotCounted() {
        openWith(1);
        var later = BatchLineChanged.newBuilder().setLine(1).setJobId("job-1").setVersion(2);
        event(event().setLineChanged(later.clone().setStateValue(9)));
        event(event().setLineChanged(later.clone().setState(State.SUCCEEDED).setCacheValue(9)));
        assertThat(batch().getCounts().getQueued()).isEqualTo(1);

        changed(1, "job-1", 0, 3, State.SUCCEEDED);
        assertThat(batch().getCounts().getCompleted()).isEqualTo(1);
    }

    @Test
    void nobodyOpensTheBatchOfAnother() {
        openWith(1);
        BatchState before = batch();
        BatchEvent.Builder opened = event().setOpened(BatchOpened.newBuilder().setSource("s"));

        assertThat(desk.apply(opened.setTenant("other").build(), now)).isFalse();
        assertThat(desk.apply(opened.setTenant("acme").build(), now)).isTrue();
        assertThat(batch()).isEqualTo(before);
    }

    @Test
    void aRetriedLineMakesAnEndedBatchRunAgainUnderItsOwnName() {
        openWith(2);
        seal();
        changed(1, "job-1", 0, 2, State.SUCCEEDED);
        changed(2, "job-2", 0, 2, State.FAILED);
        assertThat(batch().getStatus()).isEqualTo(BatchStatus.BATCH_COMPLETED);

        retried(2, "again-2", 1);
        assertThat(batch().getStatus()).isEqualTo(BatchStatus.BATCH_RUNNING);
        assertThat(batch().getCounts().getQueued()).isEqualTo(1);
        assertThat(batch().getCounts().getFailed()).isZero();
        changed(2, "again-2", 1, 2, State.SUCCEEDED);

        assertThat(batch().getStatus()).isEqualTo(BatchStatus.BATCH_COMPLETED);
        assertThat(batch().getCounts().getCompleted()).isEqualTo(2);
    }

    @Test
    void theTextGoesWhenNoLineCanBeRunAgain() {
        openWith(2);
        seal();
        changed(1, "job-1", 0, 2, State.SUCCEEDED);
        changed(2, "job-2", 0, 2, State.FAILED);
        assertThat(fake.discarded).as("the second can be").isEmpty();

        retried(2, "again-2", 1);
        changed(2, "again-2", 1, 2, State.SUCCEEDED);
        assertThat(fake.discarded)
                .containsExactlyElementsOf(
                        LongStream.range(0, batch().getNextChunk())
                                .mapToObj(chunk -> PayloadKey.chunk(ID, chunk))
                                .toList())
                .isNotEmpty();
    }

    @Test
    void aRetryThatEndedBeforeItWasHeardOfIsNotUndone() {
        openWith(1);
        seal();
        changed(1, "job-1", 0, 2, State.FAILED);
        changed(1, "again", 1, 2, State.SUCCEEDED);
        retried(1, "again", 1);

        assertThat(batch().getCounts().getCompleted()).isEqualTo(1);
        assertThat(batch().getCounts().getQueued()).isZero();
        assertThat(batch().getStatus()).isEqualTo(BatchStatus.BATCH_COMPLETED);
    }

    @Test
    void linesThatComeOutOfTurnAreNobodysAndTheirJobsAreCanceled() {
        openWith(2);
        append(2, "stranger");
        append(4, "too-early");

        assertThat(batch().getCounts().getTotal()).isEqualTo(2);
        assertThat(fake.canceled).containsExactly("stranger", "too-early");
    }

    @Test
    void aLineWithAnotherContentAfterABrokenUploadIsAnotherJob() {
        open();
        changed(1, "before", 0, 2, State.FAILED);
        append(1, "after");
        changed(1, "before", 0, 3, State.FAILED);

        assertThat(batch().getCounts().getQueued()).isEqualTo(1);
        assertThat(batch().getCounts().getFailed()).isZero();
    }

    @Test
    void blankLinesCountAsNoJobs() {
        open();
        append(1, "job-1", "", "job-3");

        assertThat(batch().getCounts().getTotal()).isEqualTo(2);
        assertThat(batch().getNextLine()).isEqualTo(4);
    }

    @Test
    void oneLineIsCanceledByItsNumberWhileItIsOpen() {
        openWith(2);
        changed(1, "job-1", 0, 2, State.SUCCEEDED);
        cancelLine(1);
        cancelLine(2);
        cancelLine(3);

        assertThat(fake.canceled).containsExactly("job-2");
    }

    @Test
    void aLargeBatchIsCanceledPieceByPiece() {
        int lines = 2 * Sweeps.MOST + 1;
        openWith(lines);
        event(event().setCanceled(BatchCanceled.getDefaultInstance()));

        desk.tick(now);
        assertThat(fake.canceled).hasSize(Sweeps.MOST);
        assertThat(desk.nextTick()).isZero();
        desk.tick(now);
        desk.tick(now);
        assertThat(fake.canceled).hasSize(lines).doesNotHaveDuplicates();
        assertThat(batch().getStatus()).isEqualTo(BatchStatus.BATCH_CANCELING);
    }

    @Test
    void cancelingGoesOnWhereThePartitionIsTakenOver() {
        openWith(1);
        event(event().setCanceled(BatchCanceled.getDefaultInstance()));
        BatchDesk next = new BatchDesk(fake, fake, fake);

        next.restore(visitor -> fake.batches.values().forEach(visitor), now);
        next.tick(now + BatchDesk.PUBLISH_EVERY);

        assertThat(fake.canceled).containsExactly("job-1");
        assertThat(fake.published.getLast().getStatus()).isEqualTo(BatchStatus.BATCH_CANCELING);
    }

    @Test
    void isPublishedAtOnceWhenItsStatusChangesAndElseNowAndThen() {
        openWith(1);
        assertThat(fake.published).hasSize(1);
        changed(1, "job-1", 0, 2, State.RUNNING);
        desk.tick(now + BatchDesk.PUBLISH_EVERY - 1);
        assertThat(fake.published).hasSize(1);
        desk.tick(now + BatchDesk.PUBLISH_EVERY);
        assertThat(fake.published).hasSize(2);
        seal();
        assertThat(fake.published).hasSize(3);
        assertThat(fake.published).extracting(BatchState::getVersion).isSorted();
    }

    @Test
    void itsFilesAreWrittenForOneEndAndDueAgainAfterARetry() {
        open();
        assertThat(batch().getSource()).isEqualTo("s3://in/lines");
        assertThat(batch().getOutput()).isEqualTo("s3://out/");
        append(1, "job-1");
        seal();
        changed(1, "job-1", 0, 2, State.FAILED);
        long first = batch().getFinishedAt();
        event(event().setWritten(BatchWritten.newBuilder().setFinishedAt(first)));
        assertThat(batch().getWrittenFor()).isEqualTo(first);
        assertThat(batch().getStatus()).isEqualTo(BatchStatus.BATCH_COMPLETED);
        long told = batch().getVersion();
        event(event().setWritten(BatchWritten.newBuilder().setFinishedAt(first)));
        assertThat(batch().getVersion()).as("a second node wrote the same").isEqualTo(told);

        now += 10;
        retried(1, "again-1", 1);
        changed(1, "again-1", 1, 2, State.SUCCEEDED);
        assertThat(batch().getFinishedAt())
                .isGreaterThan(first)
                .isNotEqualTo(batch().getWrittenFor());
    }

    @Test
    void saysWhyItCouldNotBeFilledOrWritten() {
        WireProblem why = WireProblem.newBuilder().setCode("invalid-input").build();
        open();
        event(event().setCanceled(BatchCanceled.newBuilder().setProblem(why)));
        assertThat(batch().getProblem()).isEqualTo(why);
        assertThat(batch().getStatus()).isEqualTo(BatchStatus.BATCH_EXPIRED);

        event(event().setWritten(BatchWritten.newBuilder().setFinishedAt(1).setProblem(why)));
        assertThat(batch().getOutputProblem()).isEqualTo(why);
        event(event().setWritten(BatchWritten.newBuilder().setFinishedAt(2)));
        assertThat(batch().hasOutputProblem()).isFalse();
    }

    @Test
    void theRateForgets() {
        openWith(40);
        for (int line = 1; line <= 40; line++) {
            now += 100;
            changed(line, "job-" + line, 0, 2, State.SUCCEEDED);
        }
        double busy = batch().getRate();
        now += 60_000;
        append(41, "late");
        changed(41, "late", 0, 2, State.SUCCEEDED);

        assertThat(busy).isBetween(2.0, 3.0);
        assertThat(batch().getRate()).isLessThan(0.2);
    }

    @Test
    void aBatchKeepsWhomToTell() {
        Callback callback = Callback.newBuilder().setUrl("https://a.example/").build();

        event(event().setOpened(BatchOpened.newBuilder().setCallback(callback)));

        assertThat(batch().getCallback()).isEqualTo(callback);
    }

    private void openWith(int lines) {
        open();
        append(1, IntStream.rangeClosed(1, lines).mapToObj(n -> "job-" + n).toArray(String[]::new));
    }

    private void open() {
        event(
                event().setOpened(
                                BatchOpened.newBuilder()
                                        .setSource("s3://in/lines")
                                        .setOutput("s3://out/")
                                        .setRetentionMs(1_000)
                                        .setIdleMs(1_000_000)));
    }

    private void append(long first, String... jobs) {
        event(
                event().setAppended(
                                BatchAppended.newBuilder()
                                        .setFirstLine(first)
                                        .addAllJobIds(List.of(jobs))));
    }

    private void seal() {
        event(event().setSealed(BatchSealed.getDefaultInstance()));
    }

    private void cancelLine(long line) {
        event(event().setLineCanceled(BatchLineCanceled.newBuilder().setLine(line)));
    }

    private void retried(long line, String job, int round) {
        event(
                event().setRetried(
                                BatchRetried.newBuilder()
                                        .addLines(
                                                BatchRetriedLine.newBuilder()
                                                        .setLine(line)
                                                        .setJobId(job)
                                                        .setRound(round))));
    }

    private void changed(long line, String job, int round, long version, State state) {
        event(
                event().setLineChanged(
                                BatchLineChanged.newBuilder()
                                        .setLine(line)
                                        .setJobId(job)
                                        .setRound(round)
                                        .setVersion(version)
                                        .setState(state)));
    }

    private static BatchEvent.Builder event() {
        return BatchEvent.newBuilder().setBatchId(ID.text()).setTenant("acme");
    }

    private void event(BatchEvent.Builder event) {
        assertThat(desk.apply(event.build(), now)).isTrue();
    }

    private BatchState batch() {
        return fake.find(ID.text()).orElseThrow();
    }

    /** Stores in memory, and everything that left. */
    private static final class Fake implements Batches, Lines, BatchOutbox {

        private final Map<String, BatchState> batches = new HashMap<>();
        private final TreeMap<Long, Line> lines = new TreeMap<>();
        private final List<BatchState> published = new ArrayList<>();
        private final List<String> canceled = new ArrayList<>();
        private final List<String> discarded = new ArrayList<>();

        @Override
        public Optional<BatchState> find(String id) {
            return Optional.ofNullable(batches.get(id));
        }

        @Override
        public void keep(BatchState batch) {
            batches.put(batch.getBatchId(), batch);
        }

        @Override
        public void drop(String id) {
            batches.remove(id);
        }

        @Override
        public Optional<Line> find(String batch, long line) {
            return Optional.ofNullable(lines.get(line));
        }

        @Override
        public void keep(String batch, long line, Line state) {
            lines.put(line, state);
        }

        @Override
        public OptionalLong each(String batch, long from, int most, ObjLongConsumer<Line> visitor) {
            var rest = new TreeMap<>(lines.tailMap(from));
            rest.entrySet().stream()
                    .limit(most)
                    .forEach(entry -> visitor.accept(entry.getValue(), entry.getKey()));
            return rest.keySet().stream().skip(most).mapToLong(line -> line).findFirst();
        }

        @Override
        public void drop(String batch, long line) {
            lines.remove(line);
        }

        @Override
        public void publish(BatchState batch) {
            published.add(batch);
        }

        @Override
        public void forget(String batch) {
            published.clear();
        }

        @Override
        public void discard(String batch, List<String> keys) {
            discarded.addAll(keys);
        }

        @Override
        public void cancel(String jobId, String tenant) {
            canceled.add(jobId);
        }
    }
}
