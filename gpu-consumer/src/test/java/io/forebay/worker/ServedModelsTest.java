package io.forebay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.model.Consumption.Group;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.RunOutcome.Kind;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker's threads together, on clients without brokers, in either kind of group. */
@ParameterizedClass
@EnumSource(Group.class)
@Timeout(60)
final class ServedModelsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path directory = Path.of("");

    private final TestClock clock = new TestClock();
    private final MockClients clients = new MockClients(true);
    private final Map<ByteString, FakeEngine> files = new HashMap<>();
    private final String manifest;
    private final FakeEngine engine;
    private int opened;
    private Facilities facilities = facilities(clients, "{}");
    private ServedModels served = new ServedModels(this::open, facilities);

    ServedModelsTest(Group group) {
        manifest = "consumption: { group: %s }\n".formatted(group.name().toLowerCase(Locale.ROOT));
        engine = put("v1");
    }

    @AfterEach
    void stop() {
        served.close(PATIENCE);
        facilities.close();
    }

    @Test
    void servesAModelOnceItIsLoaded() {
        assertThat(served.isReady()).isFalse();
        serve();

        assertThat(clients.topics())
                .containsExactly("forebay.work.m.interactive", "forebay.work.m.bulk");
        await().until(served::isReady);
        assertThat(clients.handfuls().isEmpty())
                .isEqualTo(!engine.model().manifest().consumption().isShared());
    }

    @Test
    void landsWorkAndCommitsIt() {
        serve();
        clients.work(0, Items.item(1).build());
        clients.work(1, Items.item(2).build());
        clients.work(0, Items.item(3).setLane(Lane.BULK).build());

        await().until(() -> clients.mockProducer().history().size() == 3);
        assertThat(clients.mockProducer().history())
                .extracting(sent -> sent.value().getFlightId())
                .containsExactlyInAnyOrder("flight-1", "flight-2", "flight-3");
        assertThat(clients.mockProducer().history())
                .extracting(ProducerRecord::value)
                .allMatch(Completion::hasLanded)
                .allMatch(completion -> completion.getWorker().equals("w1"));
        await().until(() -> clients.done(Lane.INTERACTIVE) == 2);
        await().until(() -> clients.done(Lane.BULK) == 1);
    }

    @Test
    void commitsNothingThatIsNotAcknowledged() {
        MockClients silent = new MockClients(false);
        served.close(PATIENCE);
        facilities.close();
        facilities = facilities(silent, "{drain-timeout: 50ms}");
        served = new ServedModels(this::open, facilities);
        serve();
        silent.work(0, Items.item(1).build());
        await().until(() -> silent.mockProducer().history().size() == 1);
        served.close(PATIENCE);

        assertThat(silent.isClosed(Lane.INTERACTIVE)).isTrue();
        assertThat(engine.isClosed()).isTrue();
    }

    @Test
    void finishesTheBatchInHandBeforeItEnds() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        engine.maxRows(1)
                .beforeRun(() -> {
                    running.countDown();
                    awaitQuietly(mayEnd);
                });
        serve();
        clients.work(0, Items.item(1).build());
        clients.work(1, Items.item(2).build());
        running.await();
        Thread closing = Thread.ofPlatform().start(() -> served.close(PATIENCE));
        assertThat(engine.isClosed()).isFalse();
        await().until(() -> clients.isDraining(Lane.INTERACTIVE));
        mayEnd.countDown();
        closing.join();

        assertThat(engine.runs()).containsExactly(List.of("item-1"));
        assertThat(engine.isClosed()).isTrue();
        assertThat(engine.wasClosedWhileRunning()).isFalse();
        assertThat(clients.mockProducer().history()).hasSize(1);
        assertThat(clients.isClosed(Lane.INTERACTIVE)).isTrue();
        assertThat(clients.isClosed(Lane.BULK)).isTrue();
    }

    @Test
    void leavesTheGroupsWhenItsDeviceIsBroken() {
        engine.maxRows(1);
        for (int number = 1; number <= 3; number++) {
            engine.breakOn(number, Kind.DEVICE);
        }
        serve();
        files.clear();
        for (int number = 1; number <= 9; number++) {
            clients.work(number - 1, Items.item(number).build());
        }

        await().until(() -> clients.isClosed(Lane.INTERACTIVE));
        await().until(() -> clients.isClosed(Lane.BULK));
        assertThat(facilities.health().isLive()).isFalse();
        assertThat(clients.mockProducer().history())
                .extracting(sent -> sent.value().getFlightId())
                .containsExactlyInAnyOrder("flight-1", "flight-2", "flight-3");
    }

    @Test
    void takesUpANewVersionAndKeepsTheOneBefore() {
        serve();
        FakeEngine second = put("v2");
        served.applied(model("v2"));
        served.reconcile();
        clients.work(0, Items.item(1).build());
        clients.work(1, Items.item(2).setModel(model("v2").ref()).build());

        await().until(() -> clients.mockProducer().history().size() == 2);
        assertThat(engine.runs()).containsExactly(List.of("item-1"));
        assertThat(second.runs()).containsExactly(List.of("item-2"));
    }

    @Test
    void unloadsTheVersionBeforeTheLast() {
        serve();
        for (String version : List.of("v2", "v3")) {
            put(version);
            served.applied(model(version));
            served.reconcile();
        }

        await().until(engine::isClosed);
        assertThat(engine.wasClosedWhileRunning()).isFalse();
    }

    @Test
    void keepsAVersionThatHasAShareOfTheTraffic() {
        serve();
        FakeEngine second = put("v2");
        served.applied(model("v2"));
        served.reconcile();
        put("v3");
        served.applied(Items.sharing("v3", manifest, Map.of("v1", 90, "v3", 10)));
        served.reconcile();
        clients.work(0, Items.item(1).build());

        await().until(() -> !clients.mockProducer().history().isEmpty());
        assertThat(clients.mockProducer().history().getFirst().value().hasLanded()).isTrue();
        await().until(second::isClosed);
        assertThat(engine.isClosed()).isFalse();
    }

    @Test
    void loadsAVersionThatHasAShareOfTheTrafficAndIsOld() {
        put("v2");
        put("v3");
        for (String version : List.of("v1", "v2", "v3")) {
            served.applied(model(version));
        }
        served.reconcile();
        assertThat(opened).isEqualTo(2);
        served.applied(Items.sharing("v3", manifest, Map.of("v1", 50, "v3", 50)));
        served.reconcile();
        clients.work(0, Items.item(1).build());

        await().until(() -> !clients.mockProducer().history().isEmpty());
        assertThat(clients.mockProducer().history().getFirst().value().hasLanded()).isTrue();
    }

    @Test
    void runsCopiesOnAShadowForNobody() {
        FakeEngine shadow = put("v2");
        served.applied(shadow.model());
        served.applied(Items.shadowed("v1", manifest, "v2", 100));
        served.reconcile();
        clients.work(0, Items.item(1).build());

        await().until(() -> !shadow.runs().isEmpty());
        assertThat(shadow.runs()).containsExactly(List.of("item-1"));
        assertThat(engine.runs()).containsExactly(List.of("item-1"));
        await().until(() -> clients.done(Lane.INTERACTIVE) == 1);
        assertThat(clients.mockProducer().history()).hasSize(1);
    }

    @Test
    void loadsOnlyTheNewestOfManyVersions() {
        for (String version : List.of("v1", "v2", "v3", "v4")) {
            put(version);
            served.applied(model(version));
        }
        served.reconcile();

        assertThat(opened).isEqualTo(2);
        await().until(served::isReady);
    }

    @Test
    void triesAgainLaterWhatWasNotHereYet() {
        FakeEngine late = new FakeEngine(model("late"));
        served.applied(late.model());
        served.reconcile();
        served.reconcile();
        assertThat(opened).isEqualTo(1);
        assertThat(clients.hasLanes()).isFalse();

        files.put(late.model().ref().getDigest(), late);
        clock.advance(Duration.ofSeconds(10));
        served.reconcile();
        assertThat(clients.hasLanes()).isTrue();
    }

    @Test
    void goesOnWhenAModelDoesNotLoad() {
        ServedModels others =
                new ServedModels(
                        model -> {
                            throw new IllegalStateException("no model");
                        },
                        facilities);
        others.applied(model("v1"));
        others.reconcile();

        assertThat(clients.hasLanes()).isFalse();
        assertThat(others.isReady()).isTrue();
    }

    @Test
    void isReadyOnlyWithTheModelsThatItIsToServe() {
        Facilities choosy = facilities(clients, "{models: [other]}");
        ServedModels others = new ServedModels(this::open, choosy);
        others.applied(model("v1"));
        others.reconcile();

        assertThat(opened).isZero();
        assertThat(others.isReady()).isFalse();
        choosy.close();
    }

    private void serve() {
        served.applied(engine.model());
        served.reconcile();
    }

    private Optional<Engine> open(Model model) {
        opened++;
        return Optional.ofNullable(files.get(model.ref().getDigest()));
    }

    private Model model(String version) {
        return Items.model(version, manifest);
    }

    private FakeEngine put(String version) {
        FakeEngine added = new FakeEngine(model(version));
        files.put(added.model().ref().getDigest(), added);
        return added;
    }

    private Facilities facilities(Clients with, String config) {
        return Facilities.open(
                ConfigReader.withoutEnvironment().read(config, "test", WorkerConfig.class),
                "w1",
                with,
                clock,
                new DirectoryPayloadStore(directory),
                new WithdrawnFlights(10, Duration.ofHours(1)),
                new SimpleMeterRegistry());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
