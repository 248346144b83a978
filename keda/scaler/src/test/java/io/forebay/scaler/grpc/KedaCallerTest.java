package io.forebay.scaler.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.scaler.lane.FakeLane;
import io.forebay.scaler.lane.Lanes;
import io.forebay.scaler.report.ScalerMeters;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller that is shaped as KEDA: it polls, listens, comes again, and reads either number. */
class KedaCallerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> METADATA =
            Map.of("model", "notes", "maxReplicas", "24", "serviceSeconds", "1");

    private final FakeLane lane = new FakeLane();
    private final List<Server> servers = new ArrayList<>();
    private final List<KedaCaller> callers = new ArrayList<>();

    @AfterEach
    void stop() {
        callers.forEach(KedaCaller::close);
        servers.forEach(Server::shutdownNow);
    }

    @Test
    void isPushedToWhenWorkComesAndKeepsOneStreamOfTargetsOpen() throws IOException {
        Lanes lanes = lanes();
        KedaCaller caller = caller(serve(lanes, 0), KedaCaller.Numbers.FLOATING);
        await().atMost(PATIENCE).until(() -> caller.pushed().equals(List.of(false)));
        assertThat(caller.poll()).hasValue(0);
        lane.shows(300, 0, 0);
        decide(lanes);
        await().atMost(PATIENCE).until(() -> caller.pushed().equals(List.of(false, true)));
        assertThat(caller.poll().orElseThrow()).isPositive();
        // A stream that ended after its word would have been opened again, and said it again.
        assertThat(caller.targets()).containsExactly(1.0);
    }

    @ParameterizedTest
    @EnumSource(KedaCaller.Numbers.class)
    void readsTheSameFromWholeNumbersAndFromFloatingOnes(KedaCaller.Numbers numbers)
            throws IOException {
        Lanes lanes = lanes();
        KedaCaller caller = caller(serve(lanes, 0), numbers);
        lanes.report(METADATA);
        lane.shows(300, 0, 0);
        decide(lanes);
        int replicas = lanes.report(METADATA).replicas();
        assertThat(replicas).isGreaterThan(3);
        assertThat(caller.poll()).hasValue(replicas);
    }

    @Test
    void comesAgainToAScalerThatWasRestartedAndIsToldHowThingsAre() throws IOException {
        Lanes lanes = lanes();
        int port = serve(lanes, 0);
        KedaCaller caller = caller(port, KedaCaller.Numbers.FLOATING);
        lane.shows(300, 0, 0);
        lanes.report(METADATA);
        decide(lanes);
        await().atMost(PATIENCE).until(() -> caller.pushed().contains(true));
        int heard = caller.pushed().size();

        servers.getFirst().shutdownNow();
        await().atMost(PATIENCE).until(() -> servers.getFirst().isTerminated());
        assertThat(caller.poll()).as("its fallback's turn").isEmpty();

        serve(lanes(), port);
        await().atMost(PATIENCE).until(() -> caller.pushed().size() > heard);
        assertThat(caller.pushed().getLast()).as("said at once").isTrue();
        await().atMost(PATIENCE).until(() -> caller.poll().isPresent());
        assertThat(caller.poll().orElseThrow()).isPositive();
    }

    @Test
    void twoScalersAnswerAlikeAndEitherIsEnough() throws IOException {
        Lanes one = lanes();
        Lanes other = lanes();
        KedaCaller first = caller(serve(one, 0), KedaCaller.Numbers.FLOATING);
        KedaCaller second = caller(serve(other, 0), KedaCaller.Numbers.FLOATING);
        one.report(METADATA);
        other.report(METADATA);
        for (int look = 1; look <= 240; look++) {
            lane.shows(25L * look, 25L * look, 5);
            decide(one, other);
        }
        assertThat(first.poll().orElseThrow()).isPositive();
        assertThat(second.poll()).isEqualTo(first.poll());
        servers.getFirst().shutdownNow();
        await().atMost(PATIENCE).until(() -> first.poll().isEmpty());
        assertThat(second.poll().orElseThrow()).isPositive();
    }

    private Lanes lanes() {
        return new Lanes(lane, lane, lane, Duration.ofSeconds(60));
    }

    private int serve(Lanes lanes, int port) throws IOException {
        Server server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .addService(
                                new ScalerEndpoint(
                                                lanes, new ScalerMeters(new SimpleMeterRegistry()))
                                        .service())
                        .build()
                        .start();
        servers.add(server);
        return server.getPort();
    }

    private KedaCaller caller(int port, KedaCaller.Numbers numbers) {
        KedaCaller caller = new KedaCaller(port, METADATA, numbers);
        callers.add(caller);
        return caller;
    }

    private void decide(Lanes... all) {
        lane.pass(Duration.ofSeconds(5));
        for (Lanes one : all) {
            one.decideAll((name, why) -> {});
        }
    }
}
