package io.forebay.results.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.fixture.Jobs;
import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProjectionLoopTest {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final RedisKeys keys = new RedisKeys(4);
    private final Jobs jobs = new Jobs(clock);
    private final FakeViewStore store = new FakeViewStore(keys);
    private final LogConsumer.Log log = new LogConsumer.Log();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LogConsumer consumer = new LogConsumer(log);
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.by(SimpleSpanProcessor.create(spans), 0, "test");
    private final ProjectionLoop loop = loop(consumer);

    @Test
    void makesThePartitionLiveThatNeverHadARecord() {
        begin(0, 1);

        loop.step();

        assertThat(store.position(0)).contains("0");
        assertThat(store.position(1)).contains("0");
    }

    @Test
    void appliesWhatIsInTheLogAndGoesLiveAtItsEnd() {
        JobId id = append(1, State.QUEUED);
        begin(1);

        loop.step();

        assertThat(version(id)).isEqualTo(1);
        assertThat(store.position(1)).contains("1");
        assertThat(store.hints()).containsExactly(id.text());
    }

    @Test
    void staysInRebuildUntilTheEndThatTheLogHadWhenItBegan() {
        for (int i = 0; i < 3; i++) {
            append(1, State.QUEUED);
        }
        consumer.limitPolls(1);
        begin(1);

        loop.step();
        assertThat(store.position(1)).contains("rebuilding:1");
        append(1, State.QUEUED);
        loop.step();
        assertThat(store.position(1)).contains("rebuilding:2");
        assertThat(loop.health().rebuilding()).isEqualTo(1);
        loop.step();

        assertThat(store.position(1)).contains("3");
        assertThat(loop.health().rebuilding()).isZero();
    }

    @Test
    void saysThatTheViewIsBeingRebuiltBeforeAnythingElse() {
        append(1, State.QUEUED);
        store.set(keys.position(1), "77");
        begin(1);

        loop.step();

        assertThat(store.applied().getFirst().next().text()).isEqualTo("rebuilding:0");
        assertThat(store.applied().getFirst().changes()).isEmpty();
        assertThat(store.position(1)).contains("1");
    }

    @Test
    void goesLiveOverTrailingMarkers() {
        append(1, State.QUEUED);
        log.marker(1);
        consumer.limitPolls(1);
        begin(1);

        loop.step();
        assertThat(store.position(1)).contains("rebuilding:1");
        loop.step();

        assertThat(store.position(1)).contains("2");
    }

    @Test
    void goesOnFromALivePositionAndReadsNothingTwice() {
        append(1, State.QUEUED);
        JobId second = append(1, State.RUNNING);
        store.set(keys.position(1), "1");
        begin(1);

        loop.step();

        assertThat(store.hints()).containsExactly(second.text());
        assertThat(store.position(1)).contains("2");
    }

    @Test
    void continuesARebuildThatSomebodyBegan() {
        append(1, State.QUEUED);
        JobId second = append(1, State.RUNNING);
        store.set(keys.position(1), "rebuilding:1");
        begin(1);

        loop.step();

        assertThat(store.hints()).containsExactly(second.text());
        assertThat(store.position(1)).contains("2");
    }

    @Test
    void tellsOfATracedJobOnceItIsInTheViewAndNotWhenTheViewIsRebuilt() {
        begin(1);
        loop.step();
        append(1, State.QUEUED);
        append(
                jobs.state(jobs.id(1), 2, State.SUCCEEDED).toBuilder()
                        .setTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                        .build());
        loop.step();

        assertThat(spans.getFinishedSpanItems())
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.getName()).isEqualTo("process forebay.job-states");
                    assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
                    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
                    assertThat(span.getAttributes().get(SpanKeys.OFFSET)).isEqualTo(1);
                    assertThat(span.getAttributes().get(SpanKeys.STATE)).isEqualTo("succeeded");
                });
        store.flush();
        append(1, State.QUEUED);
        loop.step();
        loop.step();
        assertThat(store.position(1)).contains("3");
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
    }

    @Test
    void rebuildsAViewThatWasEmptied() {
        JobId first = append(1, State.QUEUED);
        begin(1);
        loop.step();

        store.flush();
        JobId second = append(1, State.QUEUED);
        loop.step();
        loop.step();

        assertThat(version(first)).isEqualTo(1);
        assertThat(version(second)).isEqualTo(1);
        assertThat(store.position(1)).contains("2");
        assertThat(registry.counter("forebay.projection.rebuilds", "outcome", "finished").count())
                .isEqualTo(2);
    }

    @Test
    void findsOutThatItsViewWasEmptiedWithoutNewRecords() {
        JobId id = append(1, State.QUEUED);
        begin(0, 1);
        loop.step();

        store.flush();
        now = now.plus(Duration.ofSeconds(2));
        loop.step();

        assertThat(version(id)).isEqualTo(1);
        assertThat(store.position(0)).contains("0");
        assertThat(store.position(1)).contains("1");
    }

    @Test
    void saysThatRedisIsAwayWithoutNewRecords() {
        begin(1);
        loop.step();
        assertThat(loop.health().redisAway()).isFalse();

        store.away(true);
        now = now.plus(Duration.ofSeconds(2));
        loop.step();
        assertThat(loop.health().redisAway()).isTrue();
        store.away(false);
        now = now.plus(Duration.ofSeconds(2));
        loop.step();

        assertThat(loop.health().redisAway()).isFalse();
    }

    @Test
    void goesBackToAnOlderCopyOfTheView() {
        JobId id = jobs.id(1);
        append(jobs.state(id, 1, State.QUEUED));
        begin(1);
        loop.step();
        Map<String, String> copy = store.copy();
        append(jobs.state(id, 2, State.RUNNING));
        loop.step();
        assertThat(version(id)).isEqualTo(2);

        store.fallBackTo(copy);
        append(1, State.QUEUED);
        loop.step();
        assertThat(version(id)).as("fenced: nothing is applied over a gap").isEqualTo(1);
        loop.step();

        assertThat(version(id)).isEqualTo(2);
        assertThat(store.position(1)).contains("3");
        assertThat(registry.counter("forebay.projection.rebuilds", "outcome", "started").count())
                .as("an older copy is no loss")
                .isEqualTo(1);
    }

    @Test
    void keepsPollingWhileRedisIsAwayAndLosesNothing() {
        begin(1);
        loop.step();
        store.away(true);
        JobId id = append(1, State.QUEUED);
        loop.step();
        assertThat(consumer.paused()).hasSize(1);
        assertThat(loop.health().locating()).isEqualTo(1);

        JobId later = append(1, State.QUEUED);
        loop.step();
        now = now.plus(Duration.ofSeconds(5));
        loop.step();
        assertThat(loop.health().locating()).isEqualTo(1);
        store.away(false);
        now = now.plus(Duration.ofSeconds(5));
        loop.step();

        assertThat(consumer.paused()).isEmpty();
        assertThat(version(id)).isEqualTo(1);
        assertThat(version(later)).isEqualTo(1);
        assertThat(store.position(1)).contains("2");
    }

    @Test
    void waitsBetweenTriesWhileRedisIsAway() {
        store.away(true);
        begin(1);
        loop.step();
        store.away(false);

        loop.step();
        assertThat(store.position(1)).isEmpty();
        now = now.plus(Duration.ofMillis(200));
        loop.step();

        assertThat(store.position(1)).contains("0");
    }

    @Test
    void triesAgainWhenTheBrokersDoNotSayWhatTheLogHolds() {
        consumer.brokersAway(true);
        begin(1);
        loop.step();
        assertThat(loop.health().locating()).isEqualTo(1);

        consumer.brokersAway(false);
        now = now.plus(Duration.ofSeconds(1));
        loop.step();

        assertThat(store.position(1)).contains("0");
    }

    @Test
    void appliesABatchOnceWhenItsAnswerIsLost() {
        begin(1);
        loop.step();
        JobId id = append(1, State.QUEUED);
        store.loseAnswers(1);
        loop.step();
        now = now.plus(Duration.ofSeconds(1));
        loop.step();

        assertThat(store.hints()).containsExactly(id.text());
        assertThat(store.position(1)).contains("1");
    }

    @Test
    void changesNothingWhenItLostThePartitionToAnother() {
        JobId id = jobs.id(1);
        append(jobs.state(id, 1, State.QUEUED));
        begin(1);
        loop.step();
        append(jobs.state(id, 2, State.RUNNING));
        LogConsumer zombies = consumer;
        zombies.limitPolls(1);

        LogConsumer successors = new LogConsumer(log);
        ProjectionLoop successor = loop(successors);
        successor.subscribe();
        successors.assignPartitions(1);
        append(jobs.state(id, 3, State.SUCCEEDED));
        successor.step();
        assertThat(version(id)).isEqualTo(3);
        loop.step();

        assertThat(version(id)).as("the zombie's version 2 is refused").isEqualTo(3);
        assertThat(store.position(1)).contains("3");
    }

    @Test
    void rebuildsWhenTheLogIsAnotherOne() {
        append(1, State.QUEUED);
        append(1, State.QUEUED);
        begin(1);
        loop.step();

        log.recreate(1);
        JobId id = append(1, State.RUNNING);
        loop.step();
        loop.step();

        assertThat(version(id)).isEqualTo(1);
        assertThat(store.position(1)).contains("1");
        assertThat(store.applied())
                .extracting(batch -> batch.next().text())
                .containsSubsequence("2", "rebuilding:0", "1");
    }

    @Test
    void stepsOverWhatRetentionDeletedAheadOfIt() {
        begin(1);
        loop.step();
        for (int i = 0; i < 3; i++) {
            append(1, State.QUEUED);
        }
        log.deleteBefore(1, 2);

        loop.step();

        assertThat(store.position(1)).contains("3");
    }

    @Test
    void forgetsAPartitionThatIsTakenAway() {
        begin(1, 2);
        loop.step();

        consumer.assignPartitions(2);
        loop.step();
        consumer.assignPartitions(1, 2);
        store.set(keys.position(1), "0");
        JobId id = append(1, State.QUEUED);
        loop.step();

        assertThat(version(id)).isEqualTo(1);
    }

    @Test
    void commitsOffsetsForThoseWhoWatchTheLag() {
        append(1, State.QUEUED);
        log.marker(1);
        begin(1);

        loop.step();

        TopicPartition partition = new TopicPartition(Topics.JOB_STATES.name(), 1);
        assertThat(consumer.committed(Set.of(partition)))
                .containsEntry(partition, new OffsetAndMetadata(2));
    }

    @Test
    void appliesEveryChunkOfAPartitionInOrder() {
        JobId id = jobs.id(1);
        for (int version = 1; version <= 1203; version++) {
            append(jobs.state(id, version, State.QUEUED));
        }
        begin(1);

        loop.step();

        assertThat(version(id)).isEqualTo(1203);
        assertThat(store.applied())
                .extracting(batch -> batch.next().text())
                .containsExactly("rebuilding:0", "rebuilding:500", "rebuilding:1000", "1203");
    }

    private ProjectionLoop loop(LogConsumer reading) {
        return new ProjectionLoop(
                Topics.JOB_STATES.name(),
                ProjectionConfig.DEFAULT,
                new ProjectionLoop.Parts(
                        reading,
                        store,
                        keys,
                        clock,
                        RandomGenerator.of("L64X128MixRandom"),
                        new ResultStoreMeters(registry),
                        new ProjectionSpans(tracing)));
    }

    private void begin(Integer... partitions) {
        loop.subscribe();
        consumer.assignPartitions(partitions);
    }

    private JobId append(int partition, State state) {
        JobId id = jobs.id(partition);
        append(jobs.state(id, 1, state));
        return id;
    }

    private void append(JobState state) {
        JobId id = new JobId(state.getJobId());
        log.append(keys.partition(id), id.text(), state.toByteArray());
    }

    private long version(JobId id) {
        return store.get(keys.job(id))
                .map(text -> parse(text.getBytes(StandardCharsets.ISO_8859_1)).getVersion())
                .orElse(0L);
    }

    private static JobState parse(byte[] bytes) {
        try {
            return JobState.parseFrom(bytes);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
