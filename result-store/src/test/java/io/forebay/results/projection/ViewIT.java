package io.forebay.results.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.fixture.Jobs;
import io.forebay.results.fixture.RedisServer;
import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.reader.Feed;
import io.forebay.results.reader.FeedPosition;
import io.forebay.results.reader.JobIndex;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.JobReader.Claim;
import io.forebay.results.reader.JobReader.Claimed;
import io.forebay.results.reader.ReaderConfig;
import io.forebay.results.reader.Reading;
import io.forebay.results.reader.RedisJobReader;
import io.forebay.results.redis.RedisClient;
import io.forebay.results.redis.RedisConfig;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.IndexEntry;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The projection and the reader over a real Redis; the log is in memory. */
@Timeout(60)
class ViewIT {

    private static final int PARTITIONS = 4;

    /** Longer than any test may take, so that only hints can wake anybody. */
    private static final Duration NEVER = Duration.ofMinutes(5);

    private static final Duration LONG = Duration.ofSeconds(20);

    private final InstantSource clock = InstantSource.system();
    private final Jobs jobs = new Jobs(clock);
    private final RedisKeys keys = new RedisKeys(PARTITIONS);
    private final LogConsumer.Log log = new LogConsumer.Log();
    private final LogConsumer consumer = new LogConsumer(log);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<SimpleMeterRegistry> readers = new ArrayList<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private RedisServer server;
    private RedisClient client;
    private RedisJobReader reader;
    private ProjectionLoop projection;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = RedisServer.startOrSkip(directory);
        client = RedisClient.connect(RedisConfig.at(server.address()));
        reader = reader(Duration.ofMillis(200));
        projection =
                new ProjectionLoop(
                        Topics.JOB_STATES.name(),
                        ProjectionConfig.DEFAULT,
                        new ProjectionLoop.Parts(
                                consumer,
                                new RedisViewStore(client, keys),
                                keys,
                                clock,
                                RandomGenerator.getDefault(),
                                new ResultStoreMeters(registry),
                                new ProjectionSpans(Tracing.OFF)));
        projection.subscribe();
        consumer.assignPartitions(0, 1, 2, 3);
        projection.step();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            reader.close();
            client.close();
            server.close();
        }
        callers.close();
    }

    @Test
    void showsWhatTheLogSays() {
        JobId id = jobs.id(1);
        assertThat(reader.read(id)).isEqualTo(new Reading.NotRecorded());

        JobState state = project(jobs.state(id, 1, State.QUEUED));

        assertThat(reader.read(id)).isEqualTo(new Reading.Found(state));
        assertThat(reader.isAvailable()).isTrue();
    }

    @Test
    void saysNothingOfALostViewUntilItIsRebuilt() {
        JobId open = jobs.id(1);
        JobId ended = jobs.id(1);
        project(jobs.state(open, 1, State.QUEUED));
        JobState result = project(jobs.state(ended, 3, State.SUCCEEDED));

        server.command("FLUSHALL");
        assertThat(reader.read(open)).isInstanceOf(Reading.Unavailable.class);
        assertThat(reader.read(ended)).isInstanceOf(Reading.Unavailable.class);
        assertThat(reader.read(jobs.id(1))).isInstanceOf(Reading.Unavailable.class);

        consumer.limitPolls(1);
        JobState newer = append(jobs.state(open, 2, State.RUNNING));
        projection.step(); // finds out
        projection.step(); // the first state of the open job
        assertThat(reader.read(open))
                .as("an older state than was shown must not be seen")
                .isInstanceOf(Reading.Unavailable.class);
        projection.step();
        assertThat(reader.read(ended)).isEqualTo(new Reading.Found(result));
        assertThat(reader.read(open)).isInstanceOf(Reading.Unavailable.class);
        projection.step();

        assertThat(reader.read(open)).isEqualTo(new Reading.Found(newer));
        assertThat(reader.read(jobs.id(1))).isEqualTo(new Reading.NotRecorded());
    }

    @Test
    void tellsEndsByTheirPlacesInTheLogAlsoAfterARebuild() {
        Feed feed = reader.feed();
        JobState first = project(jobs.state(jobs.id(1), 2, State.SUCCEEDED));
        project(jobs.state(jobs.id(1), 1, State.QUEUED));
        JobState second = project(jobs.state(jobs.id(1), 2, State.FAILED));
        JobState other = project(jobs.state(jobs.id(2), 2, State.SUCCEEDED));
        Feed.Slice.Entries all = ends(feed.begin(), 10);
        assertThat(all.entries())
                .extracting(entry -> entry.job().id().text())
                .containsExactlyInAnyOrder(first.getJobId(), second.getJobId(), other.getJobId());
        assertThat(ends(feed.begin(), 2).more()).isTrue();

        server.command("FLUSHALL");
        assertThat(feed.read(Jobs.TENANT, feed.begin(), 10))
                .isInstanceOf(Feed.Slice.Unavailable.class);
        assertThat(feed.end()).isEmpty();
        stepUntilLocated();

        assertThat(ends(feed.begin(), 10)).isEqualTo(all);
        var behind = feed.begin().after(all.entries().getFirst());
        assertThat(ends(behind, 10).entries()).isEqualTo(all.entries().subList(1, 3));
        assertThat(ends(feed.end().orElseThrow(), 10).entries()).isEmpty();
    }

    @Test
    void listsJobsNewestFirstAndRemembersWhichWereDeleted() {
        JobId older = new JobId(project(jobs.state(jobs.id(1), 1, State.QUEUED)).getJobId());
        JobId newer =
                new JobId(
                        project(
                                        jobs.state(jobs.id(3), 2, State.SUCCEEDED).toBuilder()
                                                .setCreatedAt(jobs.after(Duration.ofSeconds(1)))
                                                .build())
                                .getJobId());
        JobIndex.Page.Entries all =
                (JobIndex.Page.Entries) reader.index().before(Jobs.TENANT, Optional.empty(), 10);
        assertThat(all.entries()).extracting(IndexEntry::id).containsExactly(newer, older);
        JobIndex.Page.Entries rest =
                (JobIndex.Page.Entries)
                        reader.index()
                                .before(Jobs.TENANT, Optional.of(all.entries().getFirst()), 10);
        assertThat(rest.entries()).extracting(IndexEntry::id).containsExactly(older);

        log.append(keys.partition(newer), newer.text(), null);
        projection.step();

        assertThat(reader.read(newer)).isEqualTo(new Reading.Deleted());
        assertThat(reader.read(List.of(newer, older)))
                .containsEntry(newer, new Reading.Deleted())
                .hasSize(2);
    }

    @Test
    void countsOpenJobsOfAllPartitionsUntilTheyEndOrShouldHave() {
        assertThat(reader.index().open(Jobs.TENANT)).hasValue(0);
        JobId first = jobs.id(1);
        project(jobs.state(first, 1, State.QUEUED));
        project(jobs.state(jobs.id(1), 1, State.QUEUED).toBuilder().setBatchId("batch").build());
        project(jobs.state(jobs.id(2), 1, State.RUNNING));
        project(jobs.state(jobs.id(3), 2, State.SUCCEEDED));
        project(jobs.state(jobs.id(3), 1, State.QUEUED).toBuilder().setTenant("other").build());
        assertThat(reader.index().open(Jobs.TENANT)).hasValue(2);
        assertThat(reader.index().open("other")).hasValue(1);

        project(jobs.state(first, 2, State.CANCELED));
        assertThat(reader.index().open(Jobs.TENANT)).hasValue(1);

        server.command("FLUSHALL");
        assertThat(reader.index().open(Jobs.TENANT)).isEmpty();
        stepUntilLocated();
        assertThat(reader.index().open(Jobs.TENANT)).hasValue(1);
    }

    @Test
    void followsAJobStepByStepByHintsAlone() throws Exception {
        try (RedisJobReader hinted = reader(NEVER)) {
            warmUp(hinted);
            JobId id = jobs.id(1);
            JobState queued = project(jobs.state(id, 1, State.QUEUED));
            try (JobReader.Following following = hinted.follow(id, 0).orElseThrow();
                    Feed.Watch watch = hinted.feed().watch(Jobs.TENANT)) {
                assertThat(following.next(LONG)).contains(new Reading.Found(queued));
                assertThat(following.next(Duration.ofMillis(20))).isEmpty();
                var next = callers.submit(() -> following.next(LONG));
                JobState ended = project(jobs.state(id, 2, State.SUCCEEDED));
                assertThat(next.get(20, TimeUnit.SECONDS)).contains(new Reading.Found(ended));
                assertThat(watch.await(LONG)).isTrue();
            }
        }
    }

    @Test
    void findsByTheTimerAloneWhatCameWhileRedisWasAway() throws Exception {
        JobId id = jobs.id(1);
        project(jobs.state(id, 1, State.QUEUED));
        try (JobReader.Following following = reader.follow(id, 1).orElseThrow()) {
            var next = callers.submit(() -> following.next(LONG));
            awaitWaiters(1);
            server.command("FLUSHALL");
            JobState ended = append(jobs.state(id, 2, State.SUCCEEDED));
            stepUntilLocated();

            assertThat(next.get(20, TimeUnit.SECONDS)).contains(new Reading.Found(ended));
        }
    }

    private Feed.Slice.Entries ends(FeedPosition from, int limit) {
        return (Feed.Slice.Entries) reader.feed().read(Jobs.TENANT, from, limit);
    }

    @Test
    void showsNoOlderStateWhenRedisFallsBackToAnOlderCopy() {
        JobId open = jobs.id(2);
        JobId ended = jobs.id(2);
        JobState result = project(jobs.state(ended, 3, State.FAILED));
        project(jobs.state(open, 1, State.QUEUED));
        JobState newest = project(jobs.state(open, 2, State.RUNNING));
        assertThat(reader.read(open)).isEqualTo(new Reading.Found(newest));

        // What a replica that was two records behind holds.
        server.command("SET " + keys.position(2) + " 1");
        server.command("DEL " + keys.job(open));

        assertThat(reader.read(open)).isInstanceOf(Reading.Unavailable.class);
        assertThat(reader.read(ended)).isEqualTo(new Reading.Found(result));
        project(jobs.state(jobs.id(2), 1, State.QUEUED));
        projection.step();
        assertThat(reader.read(open)).isEqualTo(new Reading.Found(newest));
    }

    @Test
    void wakesAWaiterByAHintAtOnce() throws Exception {
        try (RedisJobReader hinted = reader(NEVER)) {
            warmUp(hinted);
            JobId id = jobs.id(3);
            project(jobs.state(id, 1, State.QUEUED));
            Future<Reading> answer = callers.submit(() -> hinted.awaitTerminal(id, LONG));
            awaitWaiters(1);

            long ended = System.nanoTime();
            JobState result = project(jobs.state(id, 2, State.SUCCEEDED));

            assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(new Reading.Found(result));
            assertThat(Duration.ofNanos(System.nanoTime() - ended))
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void wakesAWaiterByTheTimerWhenTheHintIsLost() throws Exception {
        JobId id = jobs.id(3);
        project(jobs.state(id, 1, State.QUEUED));
        Future<Reading> answer = callers.submit(() -> reader.awaitTerminal(id, LONG));
        awaitWaiters(1);
        server.command("CLIENT KILL TYPE pubsub");

        JobState result = project(jobs.state(id, 2, State.SUCCEEDED));

        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(new Reading.Found(result));
    }

    @Test
    void getsHintsAgainAfterRedisWasRestarted() throws Exception {
        try (RedisJobReader hinted = reader(NEVER)) {
            warmUp(hinted);
            server.kill();
            server.restart();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.command("PUBSUB NUMSUB fb:changed").contains(":2"));
            stepUntilLocated();

            warmUp(hinted);
        }
    }

    @Test
    void saysWhatItKnowsWhenTheWaitIsOver() {
        JobId id = jobs.id(1);
        JobState queued = project(jobs.state(id, 1, State.QUEUED));

        assertThat(reader.awaitTerminal(id, Duration.ofMillis(50)))
                .isEqualTo(new Reading.Found(queued));
        assertThat(reader.awaitTerminal(jobs.id(1), Duration.ofMillis(50)))
                .isEqualTo(new Reading.NotRecorded());
        assertThat(reader.awaitTerminal(id, Duration.ZERO)).isEqualTo(new Reading.Found(queued));
    }

    @Test
    void saysSoonThatRedisIsAway() {
        JobId id = jobs.id(1);
        reader.read(id);
        server.freeze();
        assertAwayWithin(Duration.ofMillis(1500), id);
        server.thaw();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> reader.read(id) instanceof Reading.NotRecorded);

        server.kill();

        assertAwayWithin(Duration.ofMillis(1500), id);
        assertThat(reader.isAvailable()).isFalse();
        assertThat(reader.landed(Jobs.flight(1))).isEmpty();
        assertThat(reader.claim("acme", "k", new Claimed(id, "d"), Duration.ofHours(1)))
                .isEqualTo(new Claim.Unknown());
        assertThat(reader.awaitTerminal(id, Duration.ofMillis(100)))
                .isInstanceOf(Reading.Unavailable.class);
    }

    @Test
    void answersAWaiterAlthoughRedisDiesMeanwhile() throws Exception {
        JobId id = jobs.id(0);
        project(jobs.state(id, 1, State.RUNNING));
        Future<Reading> answer = callers.submit(() -> reader.awaitTerminal(id, LONG));
        awaitWaiters(1);

        server.kill();
        JobState result = append(jobs.state(id, 2, State.SUCCEEDED));
        projection.step();
        server.restart();
        stepUntilLocated();

        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(new Reading.Found(result));
    }

    @Test
    void startsWhileRedisIsAway() {
        server.kill();
        try (RedisJobReader early = reader(Duration.ofMillis(200))) {
            JobId id = jobs.id(1);
            assertThat(early.read(id)).isInstanceOf(Reading.Unavailable.class);
            server.restart();
            stepUntilLocated();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> early.read(id) instanceof Reading.NotRecorded);
        }
    }

    @Test
    void answersThousandsWhoWaitAtOnce() throws Exception {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            ids.add(jobs.id(i % PARTITIONS));
            append(jobs.state(ids.getLast(), 1, State.QUEUED));
        }
        projection.step();
        List<Future<Reading>> answers = new ArrayList<>();
        for (JobId id : ids) {
            answers.add(callers.submit(() -> reader.awaitTerminal(id, LONG)));
        }
        awaitWaiters(2_000);

        ids.forEach(id -> append(jobs.state(id, 2, State.SUCCEEDED)));
        projection.step();

        for (Future<Reading> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Reading.Found.class,
                            found ->
                                    assertThat(found.state().getState())
                                            .isEqualTo(State.SUCCEEDED));
        }
        awaitWaiters(0);
    }

    @Test
    void letsWaitersGoWhenItIsClosed() throws Exception {
        JobId id = jobs.id(0);
        RedisJobReader closing = reader(NEVER);
        Future<Reading> answer = callers.submit(() -> closing.awaitTerminal(id, LONG));
        awaitWaiters(1);

        closing.close();

        assertThat(answer.get(5, TimeUnit.SECONDS)).isInstanceOf(Reading.Unavailable.class);
    }

    @Test
    void findsTheLandedResultThatAnswersRepeats() {
        FlightKey flight = Jobs.flight(1);
        JobId id = jobs.id(1);
        assertThat(reader.landed(flight)).isEmpty();

        JobState landed = project(jobs.landed(id, flight, Duration.ofMinutes(1)));
        assertThat(reader.landed(flight)).contains(landed);

        project(landed.toBuilder().setState(State.FAILED).build());
        assertThat(reader.landed(flight)).isEmpty();
        project(landed.toBuilder().setCacheUntil(clock.millis() - 1).build());
        assertThat(reader.landed(flight)).isEmpty();
    }

    @Test
    void grantsAnIdempotencyKeyOnce() {
        Claimed first = new Claimed(jobs.id(1), "digest-1");
        Claimed second = new Claimed(jobs.id(2), "digest-2");
        Duration day = Duration.ofDays(1);

        assertThat(reader.claim("acme", "k", first, day)).isEqualTo(new Claim.Granted());
        assertThat(reader.claim("acme", "k", first, day)).isEqualTo(new Claim.Granted());
        assertThat(reader.claim("acme", "k", second, day)).isEqualTo(new Claim.Taken(first));
        assertThat(reader.claim("other", "k", second, day)).isEqualTo(new Claim.Granted());
        assertThat(server.command("PTTL " + keys.idempotencyClaim("acme", "k")))
                .matches("(?s):8639\\d{4}.*|:86400000.*");
    }

    /** Until a hint gets through, by the answer to a wait that the timer cannot give. */
    private void warmUp(RedisJobReader hinted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    JobId id = jobs.id(0);
                    Future<Reading> answer =
                            callers.submit(() -> hinted.awaitTerminal(id, Duration.ofSeconds(2)));
                    awaitWaiters(1);
                    project(jobs.state(id, 2, State.SUCCEEDED));
                    return answer.get(5, TimeUnit.SECONDS) instanceof Reading.Found;
                });
        awaitWaiters(0);
    }

    private void stepUntilLocated() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    projection.step();
                    return projection.health().locating() == 0
                            && projection.health().rebuilding() == 0
                            && server.command("GET " + keys.position(1)).startsWith("$")
                            && !server.command("GET " + keys.position(1)).startsWith("$-1");
                });
    }

    private void awaitWaiters(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> waiters() == count);
    }

    /** Of all readers. */
    private int waiters() {
        return readers.stream()
                .mapToInt(meters -> (int) meters.get("forebay.reader.waiters").gauge().value())
                .sum();
    }

    private void assertAwayWithin(Duration limit, JobId id) {
        long asked = System.nanoTime();
        assertThat(reader.read(id)).isInstanceOf(Reading.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(limit);
    }

    private RedisJobReader reader(Duration recheck) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        readers.add(meters);
        return RedisJobReader.start(
                new ReaderConfig(RedisConfig.at(server.address()), recheck, 100_000, 256),
                PARTITIONS,
                meters,
                clock);
    }

    private JobState project(JobState state) {
        append(state);
        projection.step();
        return state;
    }

    private JobState append(JobState state) {
        JobId id = new JobId(state.getJobId());
        log.append(keys.partition(id), id.text(), state.toByteArray());
        return state;
    }
}
