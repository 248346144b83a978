package io.forebay.scaler.grpc;

import static io.grpc.stub.ClientCalls.blockingServerStreamingCall;
import static io.grpc.stub.ClientCalls.blockingUnaryCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.scaler.keda.GetMetricSpecResponse;
import io.forebay.scaler.keda.GetMetricsRequest;
import io.forebay.scaler.keda.IsActiveResponse;
import io.forebay.scaler.keda.MetricValue;
import io.forebay.scaler.keda.ScaledObjectRef;
import io.forebay.scaler.lane.FakeLane;
import io.forebay.scaler.lane.Lanes;
import io.forebay.scaler.report.ScalerMeters;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls as KEDA makes them, over a real connection. */
class ScalerEndpointTest {

    private static final Map<String, String> METADATA =
            Map.of(
                    "scalerAddress", "here",
                    "model", "notes",
                    "maxReplicas", "24",
                    "serviceSeconds", "1");

    private final FakeLane lane = new FakeLane();
    private final Lanes lanes = new Lanes(lane, lane, lane, Duration.ofSeconds(60));
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(
                                new ScalerEndpoint(
                                                lanes, new ScalerMeters(new SimpleMeterRegistry()))
                                        .service())
                        .build()
                        .start();
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                        .usePlaintext()
                        .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void aLaneWithoutWorkSleepsAndOneWithWorkIsActive() {
        assertThat(isActive(METADATA)).isFalse();
        lane.shows(10, 0, 0);
        decide();
        assertThat(isActive(METADATA)).isTrue();
    }

    @Test
    void theMetricIsTheNumberOfWorkersWithATargetOfOne() {
        GetMetricSpecResponse spec =
                blockingUnaryCall(
                        channel,
                        KedaMethods.GET_METRIC_SPEC,
                        CallOptions.DEFAULT,
                        reference(METADATA));
        assertThat(spec.getMetricSpecsList())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getMetricName()).isEqualTo("forebay-replicas");
                    assertThat(one.getTargetSize()).isEqualTo(1);
                    assertThat(one.getTargetSizeFloat()).isEqualTo(1);
                });
        lane.shows(0, 0, 0);
        decide();
        lane.shows(300, 0, 0);
        decide();
        MetricValue value = metric(METADATA);
        assertThat(value.getMetricValue()).isGreaterThan(3);
        assertThat(value.getMetricValueFloat()).isEqualTo((double) value.getMetricValue());
    }

    @Test
    void pushesWhenALaneWakesAndWhenItFallsAsleep() {
        Iterator<IsActiveResponse> pushed =
                blockingServerStreamingCall(
                        channel,
                        KedaMethods.STREAM_IS_ACTIVE,
                        CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(20)),
                        reference(METADATA));
        assertThat(pushed.next().getResult()).isFalse();
        lane.shows(5, 0, 0);
        decide();
        assertThat(pushed.next().getResult()).isTrue();
        lane.shows(5, 5, 1);
        for (int minute = 0; minute < 600 && lanes.report(METADATA).active(); minute++) {
            lane.pass(Duration.ofMinutes(1));
            lanes.decideAll((name, why) -> {});
        }
        assertThat(pushed.next().getResult()).isFalse();
    }

    @Test
    void aLaneThatCannotBeSeenIsUnavailableAndARetrySucceeds() {
        lane.goesAway("no broker");
        assertThatThrownBy(() -> metric(METADATA))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> {
                            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                            assertThat(e.getStatus().getDescription()).isEqualTo("no broker");
                        });
        lane.comesBack();
        assertThat(metric(METADATA).getMetricName()).isEqualTo("forebay-replicas");
    }

    @Test
    void anOldDecisionIsNotRepeatedWhenKafkaIsAway() {
        metric(METADATA);
        lane.goesAway("no broker");
        lane.pass(Duration.ofSeconds(30));
        assertThat(metric(METADATA).getMetricName()).isEqualTo("forebay-replicas");
        lane.pass(Duration.ofSeconds(31));
        assertThatThrownBy(() -> metric(METADATA)).hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void wrongMetadataIsRefusedByItsKey() {
        assertThatThrownBy(() -> isActive(Map.of("lane", "bulk")))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("model is missing");
    }

    private void decide() {
        lanes.report(METADATA);
        lane.pass(Duration.ofSeconds(5));
        lanes.decideAll((name, why) -> {});
    }

    private boolean isActive(Map<String, String> metadata) {
        return blockingUnaryCall(
                        channel, KedaMethods.IS_ACTIVE, CallOptions.DEFAULT, reference(metadata))
                .getResult();
    }

    private MetricValue metric(Map<String, String> metadata) {
        return blockingUnaryCall(
                        channel,
                        KedaMethods.GET_METRICS,
                        CallOptions.DEFAULT,
                        GetMetricsRequest.newBuilder()
                                .setScaledObjectRef(reference(metadata))
                                .setMetricName("forebay-replicas")
                                .build())
                .getMetricValues(0);
    }

    private static ScaledObjectRef reference(Map<String, String> metadata) {
        return ScaledObjectRef.newBuilder()
                .setName("notes")
                .setNamespace("forebay")
                .putAllScalerMetadata(metadata)
                .build();
    }
}
