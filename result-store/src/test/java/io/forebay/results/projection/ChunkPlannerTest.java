package io.forebay.results.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.results.fixture.Jobs;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkPlannerTest {

    private static final int PARTITION = 3;
    private static final Duration OPEN_TTL = Duration.ofHours(24);

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    private final Jobs jobs = new Jobs(clock);
    private final RedisKeys keys = new RedisKeys(8);
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    @Test
    void keepsOnlyTheNewestStateOfAJob() {
        JobId first = jobs.id(PARTITION);
        JobId second = jobs.id(PARTITION);
        append(jobs.state(first, 1, State.QUEUED));
        append(jobs.state(second, 1, State.QUEUED));
        JobState newest = append(jobs.state(first, 2, State.SUCCEEDED));

        Chunk chunk = plan(500, 1 << 20).getFirst();

        assertThat(chunk.changes()).filteredOn(ViewChange.Put.class::isInstance).hasSize(2);
        assertThat(chunk.changes())
                .contains(
                        new ViewChange.Put(
                                keys.job(first), newest.toByteString(), newest.getExpiresAt()));
        assertThat(chunk.changedIds()).containsExactly(first.text(), second.text());
        assertThat(chunk.nextOffset()).isEqualTo(3);
        assertThat(chunk.tally().records()).isEqualTo(3);
    }

    @Test
    void splitsByNumberOfRecords() {
        for (int i = 0; i < 5; i++) {
            append(jobs.state(jobs.id(PARTITION), 1, State.QUEUED));
        }

        assertThat(plan(2, 1 << 20)).extracting(Chunk::nextOffset).containsExactly(2L, 4L, 5L);
    }

    @Test
    void splitsByBytesButTakesAValueThatIsLargerAlone() {
        int size = append(jobs.state(jobs.id(PARTITION), 1, State.QUEUED)).getSerializedSize();
        append(jobs.state(jobs.id(PARTITION), 1, State.QUEUED));
        append(
                jobs.state(jobs.id(PARTITION), 1, State.QUEUED).toBuilder()
                        .setQueueReason("x".repeat(10 * size))
                        .build());
        append(jobs.state(jobs.id(PARTITION), 1, State.QUEUED));

        assertThat(plan(500, 2 * size)).extracting(Chunk::nextOffset).containsExactly(2L, 3L, 4L);
    }

    @Test
    void givesNoChunksForNoRecords() {
        assertThat(plan(500, 1 << 20)).isEmpty();
    }

    @Test
    void keepsInMindThatAJobWasDeleted() {
        JobId id = jobs.id(PARTITION);
        append(jobs.state(id, 1, State.SUCCEEDED));
        append(id.text(), null);

        Chunk chunk = plan(500, 1 << 20).getFirst();

        assertThat(chunk.changes())
                .contains(
                        new ViewChange.Put(
                                keys.job(id),
                                ByteString.EMPTY,
                                clock.millis() + Duration.ofDays(8).toMillis()));
        assertThat(chunk.changedIds()).containsExactly(id.text());
    }

    @Test
    void listsAJobByItsCreationAndItsEndByItsPlaceInTheLog() {
        JobId open = jobs.id(PARTITION);
        JobId ended = jobs.id(PARTITION);
        append(jobs.state(open, 1, State.QUEUED));
        append(jobs.state(ended, 2, State.SUCCEEDED).toBuilder().setFinishedAt(7).build());

        List<ViewChange.Enlist> entries =
                plan(500, 1 << 20).getFirst().changes().stream()
                        .filter(ViewChange.Enlist.class::isInstance)
                        .map(ViewChange.Enlist.class::cast)
                        .toList();

        assertThat(entries)
                .extracting(ViewChange.Enlist::key)
                .containsExactly(
                        keys.jobs(PARTITION, Jobs.TENANT),
                        keys.jobs(PARTITION, Jobs.TENANT),
                        keys.feed(PARTITION, Jobs.TENANT));
        assertThat(entries.getFirst().member()).isEqualTo(clock.millis() + ":" + open.text());
        assertThat(entries.getLast().member()).isEqualTo("0000000000007:" + ended.text());
        assertThat(entries.getLast().score()).isEqualTo(1);
        assertThat(entries)
                .extracting(ViewChange.Enlist::tells)
                .containsExactly("", "", Jobs.TENANT);
    }

    @Test
    void removesAJobWhoseTimeHasPassedSoThatNoOlderStateOfItStays() {
        JobId id = jobs.id(PARTITION);
        append(jobs.state(id, 1, State.QUEUED));
        append(jobs.state(id, 2, State.SUCCEEDED).toBuilder().setExpiresAt(clock.millis()).build());

        assertThat(plan(1, 1 << 20).getLast().changes())
                .containsExactly(
                        new ViewChange.Leave(keys.open(PARTITION, Jobs.TENANT), id.text()),
                        new ViewChange.Remove(keys.job(id)));
    }

    @Test
    void countsAJobAmongTheOpenOnesUntilItHasEnded() {
        JobId open = jobs.id(PARTITION);
        JobId ended = jobs.id(PARTITION);
        append(jobs.state(open, 1, State.QUEUED));
        append(jobs.state(ended, 1, State.QUEUED));
        JobState running = append(jobs.state(open, 2, State.RUNNING));
        append(jobs.state(ended, 2, State.SUCCEEDED));
        append(
                jobs.state(jobs.id(PARTITION), 1, State.RUNNING).toBuilder()
                        .setBatchId("b")
                        .build());

        String key = keys.open(PARTITION, Jobs.TENANT);
        assertThat(plan(500, 1 << 20).getFirst().changes())
                .filteredOn(change -> change.key().equals(key))
                .hasSize(2)
                .contains(new ViewChange.Leave(key, ended.text()))
                .filteredOn(ViewChange.Enter.class::isInstance)
                .extracting(change -> ((ViewChange.Enter) change).member())
                .containsExactly(running.getJobId());
    }

    @Test
    void keepsAnOpenJobForADayAfterItShouldHaveEnded() {
        JobState job =
                append(
                        jobs.state(jobs.id(PARTITION), 1, State.RUNNING).toBuilder()
                                .setExpiresAt(0)
                                .setDeadline(jobs.after(Duration.ofMinutes(30)))
                                .build());

        assertThat(onlyPut().expiresAt()).isEqualTo(job.getDeadline() + OPEN_TTL.toMillis());
    }

    @Test
    void keepsAnOpenJobThatIsLongOverdueForADayFromNow() {
        append(
                jobs.state(jobs.id(PARTITION), 1, State.RUNNING).toBuilder()
                        .setExpiresAt(1)
                        .setStartBy(1)
                        .build());

        assertThat(onlyPut().expiresAt()).isEqualTo(jobs.after(OPEN_TTL));
    }

    @Test
    void pointsFromTheFlightToTheJobWhoseResultAnswersRepeats() {
        FlightKey flight = Jobs.flight(PARTITION);
        JobId id = jobs.id(PARTITION);
        JobState landed = append(jobs.landed(id, flight, Duration.ofMinutes(5)));

        assertThat(plan(500, 1 << 20).getFirst().changes())
                .contains(
                        new ViewChange.Put(
                                keys.flight(flight),
                                ByteString.copyFromUtf8(id.text()),
                                landed.getCacheUntil()));
    }

    @Test
    void pointsNowhereWhenTheResultMayNotAnswerRepeats() {
        JobId id = jobs.id(PARTITION);
        append(jobs.landed(id, Jobs.flight(PARTITION), Duration.ZERO));
        append(jobs.landed(id, Jobs.flight(PARTITION + 1), Duration.ofMinutes(5)));
        append(
                jobs.landed(id, Jobs.flight(PARTITION), Duration.ofMinutes(5)).toBuilder()
                        .setFlightKey(ByteString.copyFromUtf8("short"))
                        .build());

        assertThat(plan(500, 1 << 20).getFirst().changes())
                .filteredOn(ViewChange.Put.class::isInstance)
                .extracting(ViewChange::key)
                .containsExactly(keys.job(id));
    }

    @Test
    void passesOverWhatCannotBeRead() {
        JobId id = jobs.id(PARTITION);
        append(id.text(), new byte[] {(byte) 0xff});
        append(null, new byte[0]);

        Chunk chunk = plan(500, 1 << 20).getFirst();

        assertThat(chunk.changes()).isEmpty();
        assertThat(chunk.tally()).isEqualTo(new Chunk.Tally(0, 0, 2));
        assertThat(chunk.nextOffset()).isEqualTo(2);
    }

    private ViewChange.Put onlyPut() {
        return (ViewChange.Put) plan(500, 1 << 20).getFirst().changes().getFirst();
    }

    private JobState append(JobState state) {
        append(state.getJobId(), state.toByteArray());
        return state;
    }

    private void append(@Nullable String key, byte @Nullable [] value) {
        records.add(new ConsumerRecord<>("t", PARTITION, records.size(), key, value));
    }

    private List<Chunk> plan(int maxRecords, int maxBytes) {
        ProjectionConfig config =
                new ProjectionConfig(
                        "g",
                        ProjectionConfig.GroupProtocol.CONSUMER,
                        maxRecords,
                        maxBytes,
                        OPEN_TTL,
                        Duration.ofDays(8),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        return new ChunkPlanner(
                        new JobTranslation(
                                keys,
                                config.openJobTtl(),
                                config.deletedJobTtl(),
                                new PulseRecorder(clock),
                                Tracing.OFF),
                        config,
                        clock)
                .plan(records);
    }
}
