package io.forebay.scaler;

import static io.grpc.stub.ClientCalls.blockingUnaryCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.scaler.grpc.KedaMethods;
import io.forebay.scaler.grpc.ScalerEndpoint;
import io.forebay.scaler.keda.ScaledObjectRef;
import io.forebay.scaler.lane.FakeLane;
import io.forebay.scaler.lane.Lanes;
import io.forebay.scaler.report.ScalerMeters;
import io.forebay.schemas.testing.TestCertificate;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsConfigTest {

    private final FakeLane lane = new FakeLane();
    @TempDir private Path folder = Path.of(".");
    private Path certificate = Path.of(".");
    private Path key = Path.of(".");
    private Server server;

    @BeforeEach
    void start() throws Exception {
        TestCertificate made = TestCertificate.make(folder, "scaler");
        certificate = made.certificate();
        key = made.key();
        Lanes lanes = new Lanes(lane, lane, lane, Duration.ofSeconds(60));
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                new TlsConfig(certificate, key, certificate).credentials())
                        .addService(
                                new ScalerEndpoint(
                                                lanes, new ScalerMeters(new SimpleMeterRegistry()))
                                        .service())
                        .build()
                        .start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void answersAClientWithACertificateOfTheCa() throws Exception {
        assertThat(
                        active(
                                TlsChannelCredentials.newBuilder()
                                        .trustManager(certificate.toFile())
                                        .keyManager(certificate.toFile(), key.toFile())
                                        .build()))
                .isFalse();
    }

    @Test
    void answersNobodyElse() {
        assertThatThrownBy(() ->
                        active(
                                TlsChannelCredentials.newBuilder()
                                        .trustManager(certificate.toFile())
                                        .build()))
                .hasMessageContaining("UNAVAILABLE");
        assertThatThrownBy(() -> active(InsecureChannelCredentials.create()))
                .hasMessageContaining("UNAVAILABLE");
    }

    private boolean active(ChannelCredentials credentials) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", server.getPort(), credentials).build();
        try {
            return blockingUnaryCall(
                            channel,
                            KedaMethods.IS_ACTIVE,
                            CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(20)),
                            ScaledObjectRef.newBuilder()
                                    .putScalerMetadata("model", "notes")
                                    .build())
                    .getResult();
        } finally {
            channel.shutdownNow();
        }
    }
}
