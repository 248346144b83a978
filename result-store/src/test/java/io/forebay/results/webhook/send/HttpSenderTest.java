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
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.216.34");
    private static final TargetConfig LOCAL =
            new TargetConfig(true, List.of(), List.of("127.0.0.0/8"));
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);
    private static final TargetConfig STRICT = new TargetConfig(true, List.of(), List.of());

    private final AtomicInteger lookups = new AtomicInteger();
    private final Canary canary = new Canary();
    private final Optional<Canary> onIpv6 = canary.besideOnIpv6();
    private volatile Resolver dns = host -> List.of(LOOPBACK);

    @AfterEach
    void close() {
        canary.close();
        onIpv6.ifPresent(Canary::close);
    }

    @Test
    void sendsTheBodyWithHostAndHeadersAndReadsTheStatus() {
        canary.answer("HTTP/1.1 204 No Content\r\n\r\n");

        Result result = post(LOCAL, "http://hooks.example:%d/a?b=c");

        assertThat(result).isEqualTo(new Result.Answered(204, null));
        assertThat(canary.received())
                .startsWith("POST /a?b=c HTTP/1.1\r\n")
                .contains("Host: hooks.example:" + canary.port() + "\r\n")
                .contains("webhook-id: msg_1\r\n")
                .endsWith("\r\n\r\n{}");
    }

    @Test
    void aNameWithAnyBadAddressIsNotCalled() {
        dns = host -> List.of(PUBLIC, LOOPBACK);
        assertThat(post(STRICT, "http://mixed.example:%d/")).isInstanceOf(Result.Blocked.class);
        dns = host -> List.of(PUBLIC, InetAddress.ofLiteral("::1"));
        assertThat(post(STRICT, "http://mixed.example:%d/")).isInstanceOf(Result.Blocked.class);
        assertThat(post(STRICT, "http://127.0.0.1:%d/")).isInstanceOf(Result.Blocked.class);
        assertThat(canary.connections()).isZero();
    }

    @Test
    void theLoopbackOfIpv6IsNotCalledUnderAnyOfItsNames() {
        assumeTrue(onIpv6.isPresent(), "SKIPPED: nobody can listen on ::1 here");
        Canary canary6 = onIpv6.get();
        canary6.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        for (String url :
                List.of(
                        "http://[::1]:%d/",
                        "http://[0:0:0:0:0:0:0:1]:%d/",
                        "http://[0000::0001]:%d/",
                        "http://[::ffff:127.0.0.1]:%d/",
                        "http://[64:ff9b::7f00:1]:%d/")) {
            if (CallbackUrl.read(url.formatted(canary.port()))
                    instanceof CallbackUrl.Reading.Sound(CallbackUrl sound)) {
                assertThat(post(STRICT, sound)).as(url).isInstanceOf(Result.Blocked.class);
            }
        }
        dns = host -> List.of(InetAddress.ofLiteral("::1"));
        assertThat(post(STRICT, "http://six.example:%d/")).isInstanceOf(Result.Blocked.class);
        assertThat(canary6.connections() + canary.connections()).isZero();

        // It would have heard: where the range is allowed, it is called.
        TargetConfig allowed = new TargetConfig(true, List.of(), List.of("::1/128"));
        assertThat(post(allowed, "http://six.example:%d/"))
                .isEqualTo(new Result.Answered(200, null));
        assertThat(canary6.connections()).isEqualTo(1);
    }

    @Test
    void aNameIsResolvedOnceForEachAttempt() {
        canary.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        // A second look would find another machine: the connection goes where the check went.
        dns =
                host -> {
                    if (lookups.incrementAndGet() % 2 == 0) {
                        return List.of(InetAddress.ofLiteral("169.254.169.254"));
                    }
                    return List.of(LOOPBACK);
                };

        assertThat(post(LOCAL, "http://rebind.example:%d/")).isInstanceOf(Result.Answered.class);
        assertThat(lookups).hasValue(1);
        assertThat(post(LOCAL, "http://rebind.example:%d/")).isInstanceOf(Result.Blocked.class);
        assertThat(lookups).hasValue(2);
        assertThat(canary.connections()).isEqualTo(1);
    }

    @Test
    void theNextAttemptTakesTheSameConnection() {
        canary.answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine");
        canary.goesOnListening();

        try (HttpSender sender = sender(LOCAL, KEEP_ALIVE)) {
            for (int i = 0; i < 3; i++) {
                assertThat(post(sender, url("hooks.example")))
                        .isEqualTo(new Result.Answered(200, null));
            }
        }

        assertThat(canary.connections()).isEqualTo(1);
        assertThat(canary.received().split("POST ", -1)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 500 Smuggled\r\n\r\n"
            })
    void aConnectionWhoseAnswerHasNoClearEndIsNotKept(String answer) {
        canary.answer(answer);
        canary.goesOnListening();

        try (HttpSender sender = sender(LOCAL, KEEP_ALIVE)) {
            for (int i = 0; i < 2; i++) {
                assertThat(post(sender, url("hooks.example")))
                        .isEqualTo(new Result.Answered(200, null));
            }
        }

        assertThat(canary.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionThatTheReceiverClosedMeanwhileIsReplacedWithinTheAttempt() {
        // The canary closes after each answer, and does not say so.
        canary.answer("HTTP/1.1 204 No Content\r\n\r\n");

        try (HttpSender sender = sender(LOCAL, KEEP_ALIVE)) {
            for (int i = 0; i < 3; i++) {
                assertThat(post(sender, url("hooks.example")))
                        .isEqualTo(new Result.Answered(204, null));
            }
        }

        assertThat(canary.connections()).isEqualTo(3);
    }

    @Test
    void noConnectionIsKeptForAnotherNameOrWhenNoneIsWanted() {
        canary.answer("HTTP/1.1 204 No Content\r\n\r\n");
        canary.goesOnListening();

        try (HttpSender sender = sender(LOCAL, KEEP_ALIVE)) {
            post(sender, url("one.example"));
            post(sender, url("two.example"));
            assertThat(canary.connections()).isEqualTo(2);
        }
        try (HttpSender sender = sender(LOCAL, Duration.ZERO)) {
            post(sender, url("one.example"));
            post(sender, url("one.example"));
            assertThat(canary.connections()).isEqualTo(4);
        }
        assertThat(canary.received()).contains("Connection: close\r\n");
    }

    @Test
    void aKeptConnectionIsNoWayAroundTheCheckOfAddresses() {
        canary.answer("HTTP/1.1 204 No Content\r\n\r\n");
        canary.goesOnListening();
        dns =
                host ->
                        lookups.incrementAndGet() == 1
                                ? List.of(LOOPBACK)
                                : List.of(InetAddress.ofLiteral("169.254.169.254"));

        try (HttpSender sender = sender(LOCAL, KEEP_ALIVE)) {
            assertThat(post(sender, url("rebind.example"))).isInstanceOf(Result.Answered.class);
            assertThat(post(sender, url("rebind.example"))).isInstanceOf(Result.Blocked.class);
        }

        assertThat(canary.received().split("POST ", -1)).hasSize(2);
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        canary.answer(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
                        .formatted(canary.port()));

        assertThat(post(LOCAL, "http://hooks.example:%d/"))
                .isEqualTo(new Result.Answered(302, null));
        assertThat(canary.connections()).isEqualTo(1);
    }

    @Test
    void readsRetryAfter() {
        canary.answer("HTTP/1.1 503 Busy\r\nretry-after: 17\r\nContent-Length: 0\r\n\r\n");

        assertThat(post(LOCAL, "http://hooks.example:%d/"))
                .isEqualTo(new Result.Answered(503, Duration.ofSeconds(17)));
    }

    @Test
    void aSilentReceiverIsGivenUpInTime() {
        canary.answer("");
        long began = System.nanoTime();

        assertThat(post(LOCAL, "http://hooks.example:%d/")).isInstanceOf(Result.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aDrippingReceiverIsGivenUpInTime() {
        canary.drip("HTTP/1.1 200 OK and a very long reason that never comes to its end");
        long began = System.nanoTime();

        assertThat(post(LOCAL, "http://hooks.example:%d/"))
                .isEqualTo(new Result.Failed("no answer within 1 s"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void noMoreOfAnAnswerIsReadThanAllowed() {
        canary.answer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(200_000) + "\r\n\r\n");
        assertThat(post(LOCAL, "http://hooks.example:%d/"))
                .isEqualTo(new Result.Failed("the answer's headers are longer than allowed"));

        canary.answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(20_000_000));
        assertThat(post(LOCAL, "http://hooks.example:%d/"))
                .isEqualTo(new Result.Answered(200, null));
        assertThat(canary.writtenWhole()).isFalse();
    }

    @Test
    void whatIsNoHttpIsAFailure() {
        canary.answer("SSH-2.0-x\r\n\r\n");
        assertThat(post(LOCAL, "http://hooks.example:%d/"))
                .isEqualTo(new Result.Failed("the answer is no HTTP/1.1"));
    }

    @Test
    void aServerThatIsNotGenuineIsNotToldAnything() {
        canary.answer("HTTP/1.1 200 OK\r\n\r\n");

        assertThat(post(LOCAL, "https://hooks.example:%d/")).isInstanceOf(Result.Failed.class);
        assertThat(canary.received()).doesNotContain("msg_1");
    }

    @Test
    void aNameWithoutAddressIsAFailure() {
        dns =
                host -> {
                    throw new UnknownHostException(host);
                };
        assertThat(post(LOCAL, "http://nowhere.example:%d/"))
                .isEqualTo(new Result.Failed("the name nowhere.example has no address"));
    }

    /** Each is called where somebody would hear it: at the port of the canary. */
    @Test
    void noHostileUrlOfTheSharedListReachesAnybody() throws IOException {
        Path file = Path.of("..", "..", "shared", "conformance", "ssrf", "urls-block.json");
        assumeTrue(Files.exists(file), "SKIPPED: there is no " + file);
        JsonNode list = new ObjectMapper().readTree(file.toFile());
        dns =
                host -> {
                    List<InetAddress> found = new ArrayList<>();
                    list.path("stub_dns")
                            .path(host)
                            .forEach(text -> found.add(InetAddress.ofLiteral(text.asText())));
                    if (found.isEmpty()) {
                        throw new UnknownHostException(host);
                    }
                    return found;
                };
        int called = 0;
        for (JsonNode url : list.path("urls")) {
            if (CallbackUrl.read(url.asText())
                    instanceof CallbackUrl.Reading.Sound(CallbackUrl sound)) {
                CallbackUrl near =
                        new CallbackUrl(false, sound.host(), canary.port(), sound.resource());
                assertThat(post(STRICT, near)).as(url.asText()).isInstanceOf(Result.Blocked.class);
                called++;
            }
        }
        assertThat(called).isPositive();
        assertThat(canary.connections()).isZero();
        onIpv6.ifPresent(beside -> assertThat(beside.connections()).isZero());
    }

    private Result post(TargetConfig targets, String url) {
        return post(
                targets,
                ((CallbackUrl.Reading.Sound) CallbackUrl.read(url.formatted(canary.port()))).url());
    }

    private Result post(TargetConfig targets, CallbackUrl url) {
        try (HttpSender sender = sender(targets, KEEP_ALIVE)) {
            return post(sender, url);
        }
    }

    private static Result post(HttpSender sender, CallbackUrl url) {
        return sender.post(url, Map.of("webhook-id", "msg_1"), "{}".getBytes(UTF_8));
    }

    private CallbackUrl url(String host) {
        return ((CallbackUrl.Reading.Sound)
                        CallbackUrl.read("http://%s:%d/".formatted(host, canary.port())))
                .url();
    }

    private HttpSender sender(TargetConfig targets, Duration keepAlive) {
        SenderConfig config =
                new SenderConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 64 << 10, keepAlive);
        return new HttpSender(
                config,
                new TargetPolicy(targets),
                host -> dns.resolve(host),
                new Connections(
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        config,
                        InstantSource.system()),
                InstantSource.system());
    }
}
