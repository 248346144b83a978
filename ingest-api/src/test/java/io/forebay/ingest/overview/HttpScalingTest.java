package io.forebay.ingest.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpScalingTest {

    private HttpServer scaler;
    private volatile int status = 200;
    private volatile String body = "";

    @BeforeEach
    void serve() throws Exception {
        scaler = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        scaler.createContext(
                "/explain.json",
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        scaler.start();
    }

    @AfterEach
    void stop() {
        scaler.stop(0);
    }

    @Test
    void readsWhatTheScalerExplains() {
        body =
                """
                {"lanes": [{"lane": "notes/interactive", "at": "2026-01-01T00:00:00Z", "replicas": 3,
                 "active": true, "sample": {"workers": 2, "arrived": 9}, "why": ["now 7 items/s", "so 3"]}]}
                """;

        assertThat(scaling().lanes())
                .contains(
                        List.of(
                                new ScaledLane(
                                        "notes/interactive",
                                        "2026-01-01T00:00:00Z",
                                        3,
                                        2,
                                        List.of("now 7 items/s", "so 3"))));
    }

    @Test
    void oneThatErrsSaysNothing() {
        status = 500;
        assertThat(scaling().lanes()).isEmpty();
    }

    @Test
    void oneThatSaysSomethingElseSaysNothing() {
        body = "it is well";
        assertThat(scaling().lanes()).isEmpty();
    }

    @Test
    void oneThatIsAwaySaysNothing() {
        Scaling scaling = scaling();
        scaler.stop(0);
        assertThat(scaling.lanes()).isEmpty();
    }

    private Scaling scaling() {
        return new ScalingConfig(
                        "http://127.0.0.1:" + scaler.getAddress().getPort() + "/explain.json")
                .scaling();
    }
}
