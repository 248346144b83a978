package io.forebay.results.webhook.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.results.webhook.retry.Result;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.webhook.TargetConfig;
import io.forebay.schemas.webhook.TargetPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The shared lists of URLs, each sent to as an operator would have it that allows nothing but the
 * public Internet. Whatever address a socket is connected to, the canary hears it.
 */
class SharedTargetsTest {

    private static final Path SHARED = Path.of("..", "..", "shared", "conformance", "ssrf");

    /** What the lists call a public address. */
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.216.34");

    private static final SenderConfig CONFIG =
            new SenderConfig(Duration.ofSeconds(5), Duration.ofSeconds(5), 64 << 10, Duration.ZERO);

    private final Canary canary = new Canary();
    private final List<InetSocketAddress> dialled = new CopyOnWriteArrayList<>();

    /** Connects to the canary instead, and remembers where it should have gone. */
    private final class Redirected extends Socket {

        Redirected() {
            super(Proxy.NO_PROXY);
        }

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            dialled.add((InetSocketAddress) address);
            super.connect(
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), canary.port()),
                    timeout);
        }
    }

    @AfterEach
    void close() {
        canary.close();
    }

    @Test
    void everyControlIsCalledAtTheAddressThatWasChecked() throws IOException {
        canary.answer("HTTP/1.1 204 No Content\r\n\r\n");
        JsonNode urls = shared("urls-allow.json").path("urls");
        int called = 0;
        for (JsonNode url : urls) {
            CallbackUrl sound = ((CallbackUrl.Reading.Sound) CallbackUrl.read(url.asText())).url();

            assertThat(post(sound, _ -> List.of(PUBLIC)))
                    .as(url.asText())
                    .isEqualTo(new Result.Answered(204, null));

            called++;
            assertThat(canary.connections()).as(url.asText()).isEqualTo(called);
            assertThat(dialled.getLast())
                    .as(url.asText())
                    .isEqualTo(new InetSocketAddress(sound.literal().orElse(PUBLIC), sound.port()));
        }
        assertThat(called).as("controls").isEqualTo(urls.size()).isGreaterThan(5);
        assertThat(dialled).hasSize(called);
    }

    @Test
    void noBlockedUrlIsDialledAnywhere() throws IOException {
        canary.answer("HTTP/1.1 204 No Content\r\n\r\n");
        JsonNode list = shared("urls-block.json");
        List<String> urls = new ArrayList<>();
        list.path("urls").forEach(url -> urls.add(url.asText()));
        shared("hosts-block.json")
                .path("hosts")
                .forEach(host -> urls.add("http://" + host.asText()));
        int sent = 0;
        for (String url : urls) {
            if (CallbackUrl.read(url) instanceof CallbackUrl.Reading.Sound(CallbackUrl sound)) {
                assertThat(post(sound, host -> addresses(list.path("stub_dns"), host)))
                        .as(url)
                        .isInstanceOf(Result.Blocked.class);
                sent++;
            }
        }
        assertThat(sent).as("URLs that can be read at all").isPositive();
        assertThat(dialled).isEmpty();
        assertThat(canary.connections()).isZero();
    }

    private static List<InetAddress> addresses(JsonNode dns, String host)
            throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        dns.path(host).forEach(text -> found.add(InetAddress.ofLiteral(text.asText())));
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    /** Without TLS, which is another test's: the canary has no certificate for these names. */
    private Result post(CallbackUrl url, Resolver dns) {
        try (HttpSender sender =
                new HttpSender(
                        CONFIG,
                        new TargetPolicy(new TargetConfig(true, List.of(), List.of())),
                        dns,
                        new Connections(
                                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                                CONFIG,
                                InstantSource.system(),
                                Redirected::new),
                        InstantSource.system())) {
            return sender.post(
                    new CallbackUrl(false, url.host(), url.port(), url.resource()),
                    Map.of("webhook-id", "msg_1"),
                    "{}".getBytes(UTF_8));
        }
    }

    private static JsonNode shared(String name) throws IOException {
        Path file = SHARED.resolve(name);
        assumeTrue(Files.exists(file), "SKIPPED: there is no " + file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
