package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.dispatcher.purge.Purge;
import io.forebay.dispatcher.purge.PurgeConfig;
import io.forebay.ingest.admission.SharedLag;
import io.forebay.scaler.kafka.AdminLanes;
import io.forebay.scaler.lane.LaneName;
import io.forebay.scaler.lane.LaneSample;
import io.forebay.schemas.model.Consumption.Group;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.Worker;
import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.Items;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a worker promises holds in a group of consumers and in a share group. */
@Timeout(120)
class ConsumptionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(Group.class)
    void endsEveryItemOnceAndLeavesNoLag(Group group) {
        FakeEngine one = engine();
        FakeEngine other = engine();
        try (WorkersOfAModel workers = workers(group, 2)) {
            workers.submit(0, 40);
            ready(workers.start("a", one), workers.start("b", other));
            workers.submit(40, 100);

            awaitEnded(workers, 0, 100);
            assertThat(one.runs().size() + other.runs().size()).isGreaterThan(1);
            awaitNoLag(group, workers);
            assertThat(workers.ended()).hasSize(100);
        }
    }

    @ParameterizedTest
    @EnumSource(Group.class)
    void givesBackAtOnceWhatItHasNotBegunAndFinishesWhatItHas(Group group) throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        FakeEngine slow = engine().maxRows(1).beforeRun(() -> block(running, mayEnd));
        FakeEngine quick = engine();
        try (WorkersOfAModel workers = workers(group, 1)) {
            Worker first = workers.start("slow", slow);
            ready(first);
            workers.submit(0, 6);
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            Thread closing = Thread.ofPlatform().start(first::close);
            if (group == Group.SHARE) {
                // The one that runs holds up nobody.
                ready(workers.start("quick", quick));
                awaitEnded(workers, 1, 6);
                mayEnd.countDown();
            } else {
                Worker second = workers.start("quick", quick);
                await().pollDelay(Duration.ofSeconds(1)).until(() -> !first.isReady());
                mayEnd.countDown();
                ready(second);
            }
            closing.join();

            awaitEnded(workers, 0, 6);
            assertThat(slow.runs()).containsExactly(List.of("item-0"));
            awaitNoLag(group, workers);
            assertThat(workers.ended()).hasSize(6);
        }
    }

    @Test
    void moreWorkersThanPartitionsShareOne() {
        CyclicBarrier together = new CyclicBarrier(3);
        String manifest = "consumption: { group: share, max-poll-records: 2 }\n";
        try (WorkersOfAModel workers = new WorkersOfAModel(directory, manifest, 1)) {
            Worker[] three =
                    IntStream.range(0, 3)
                            .mapToObj(number ->
                                    workers.start(
                                            "w" + number,
                                            engine().maxRows(1).beforeRun(() -> meet(together))))
                            .toArray(Worker[]::new);
            ready(three);
            // Nobody's run ends before each of the three has one.
            workers.submit(0, 12);

            awaitEnded(workers, 0, 12);
            assertThat(workers.completions())
                    .extracting(completion -> completion.getWorker())
                    .contains("w0", "w1", "w2");
        }
    }

    @Test
    void ingestAndTheScalerSeeTheLagOfAShareGroup() throws Exception {
        String manifest = "consumption: { group: share, max-poll-records: 2, members: 2 }\n";
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (WorkersOfAModel workers = new WorkersOfAModel(directory, manifest, 2);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", workers.bootstrapServers()))) {
            SharedLag ingest = new SharedLag(admin, Items.model("v1", manifest));
            AdminLanes scaler = new AdminLanes(admin, Duration.ofSeconds(10));
            LaneName lane = new LaneName("m", List.of(Lane.INTERACTIVE));
            workers.submit(0, 20);
            // Nobody has ever worked on it.
            assertThat(ingest.jobs()).isEqualTo(20);
            assertThat(lag(scaler.sample(lane))).isEqualTo(20);

            ready(
                    workers.start("a", engine().beforeRun(() -> block(running, mayEnd))),
                    workers.start("b", engine().beforeRun(() -> block(running, mayEnd))));
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ingest.jobs()).isEqualTo(20);
            assertThat(ingest.workers()).isEqualTo(2);
            assertThat(lag(scaler.sample(lane))).isEqualTo(20);
            assertThat(scaler.sample(lane).workers()).isEqualTo(2);
            assertThat(scaler.sample(lane).partitions()).isGreaterThan(1_000);

            mayEnd.countDown();
            awaitEnded(workers, 0, 20);
            await().atMost(PATIENCE).until(() -> ingest.jobs() == 0);
            await().atMost(PATIENCE).until(() -> lag(scaler.sample(lane)) == 0);
        }
    }

    private static long lag(LaneSample sample) {
        return sample.arrived() - sample.completed();
    }

    @Test
    void aRunLongerThanItsLockIsNobodyElses() {
        FakeEngine slow =
                engine().maxRows(1).beforeRun(() -> pause(WorkersOfAModel.LOCK.multipliedBy(3)));
        FakeEngine other = engine();
        try (WorkersOfAModel workers = workers(Group.SHARE, 1)) {
            ready(workers.start("slow", slow));
            workers.submit(0, 1);
            await().atMost(PATIENCE).until(() -> !slow.runs().isEmpty());
            ready(workers.start("other", other));

            awaitEnded(workers, 0, 1);
            awaitNoLag(Group.SHARE, workers);
            assertThat(other.runs()).isEmpty();
            assertThat(slow.runs()).hasSize(1);
        }
    }

    @Test
    void purgingGoesUpToWhatAShareGroupHasNotDone() throws Exception {
        String topic = Topics.work("m", Lane.INTERACTIVE).name();
        String manifest = "consumption: { group: share, max-poll-records: 1 }\n";
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        FakeEngine engine =
                engine().beforeRun(() -> {
                    if (runs.incrementAndGet() == 3) {
                        block(running, mayEnd);
                    }
                });
        PurgeConfig config = new PurgeConfig(true, Duration.ZERO, Duration.ofMillis(100));
        try (WorkersOfAModel workers = new WorkersOfAModel(directory, manifest, 1);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", workers.bootstrapServers()));
                Purge purge =
                        new Purge(
                                admin,
                                config,
                                "nobody",
                                () -> List.of(topic),
                                InstantSource.system())) {
            purge.start();
            workers.submit(0, 6);
            ready(workers.start("a", engine));
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            // Where a group begins is written down with the acknowledgement after.
            await().atMost(PATIENCE).until(() -> first(admin, topic) > 0);
            await().during(Duration.ofSeconds(1)).until(() -> first(admin, topic) <= 2);

            mayEnd.countDown();
            awaitEnded(workers, 0, 6);
            await().atMost(PATIENCE).until(() -> first(admin, topic) == 6);
        }
    }

    /** The first offset that a topic's one partition still has. */
    private static long first(Admin admin, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private WorkersOfAModel workers(Group group, int partitions) {
        String manifest =
                "batching: { max-batch-size: 8 }\nconsumption: { group: %s }\n"
                        .formatted(group.name().toLowerCase(Locale.ROOT));
        return new WorkersOfAModel(directory, manifest, partitions);
    }

    private static FakeEngine engine() {
        return new FakeEngine(Items.model("v1"));
    }

    private static void ready(Worker... workers) {
        for (Worker worker : workers) {
            await().atMost(PATIENCE).until(worker::isReady);
        }
    }

    private static void awaitEnded(WorkersOfAModel workers, int from, int to) {
        List<String> expected =
                IntStream.range(from, to).mapToObj(item -> "flight-" + item).toList();
        await().atMost(PATIENCE).until(() -> workers.ended().containsAll(expected));
    }

    private static void awaitNoLag(Group group, WorkersOfAModel workers) {
        if (group == Group.SHARE) {
            await().atMost(PATIENCE).until(() -> workers.shareLag() == 0);
        } else {
            await().atMost(PATIENCE)
                    .until(() ->
                            workers.committed().values().stream()
                                            .mapToLong(one -> one.offset())
                                            .sum()
                                    == workers.ended().size());
        }
    }

    private static void block(CountDownLatch running, CountDownLatch mayEnd) {
        running.countDown();
        try {
            assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the others have nothing to run", e);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
