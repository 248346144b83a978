package io.forebay.results.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.forebay.results.webhook.retry.Next;
import io.forebay.results.webhook.retry.Result;
import io.forebay.results.webhook.retry.RetryConfig;
import io.forebay.results.webhook.retry.RetryPolicy;
import io.forebay.results.webhook.send.Connections;
import io.forebay.results.webhook.send.HttpSender;
import io.forebay.results.webhook.send.SenderConfig;
import io.forebay.results.webhook.signing.SigningKey;
import io.forebay.schemas.document.BatchWriter;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Outputs;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.webhook.SigningSecrets;
import io.forebay.schemas.webhook.TargetConfig;
import io.forebay.schemas.webhook.TargetPolicy;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivery rules of Standard Webhooks 1.0, as its data has them. */
class DeliveryRulesTest {

    private static final Path RULES =
            Path.of("..", "..", "shared", "conformance", "webhooks", "delivery-rules.json");
    private static final String ELSEWHERE = "/elsewhere";
    private static final int ASKED_SECONDS = 7_200;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final AtomicInteger followed = new AtomicInteger();
    private final RetryPolicy policy = new RetryPolicy(RetryConfig.DEFAULT, new Random(1));
    private JsonNode rules;
    private HttpServer receiver;
    private HttpSender sender;

    @TempDir Path directory;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.exists(RULES), "SKIPPED: there is no " + RULES);
        rules = new ObjectMapper().readTree(RULES.toFile());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", DeliveryRulesTest::answerAsAsked);
        receiver.createContext(
                ELSEWHERE,
                exchange -> {
                    followed.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        receiver.start();
        sender =
                new HttpSender(
                        SenderConfig.DEFAULT,
                        new TargetPolicy(new TargetConfig(true, List.of(), List.of("127.0.0.0/8"))),
                        host -> List.of(),
                        new Connections(
                                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                                SenderConfig.DEFAULT,
                                InstantSource.system()),
                        InstantSource.system());
    }

    @AfterEach
    void stop() {
        if (receiver != null) {
            sender.close();
            receiver.stop(0);
        }
    }

    @Test
    void noRuleIsPassedOver() {
        assertThat(rules.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "source",
                        "commit",
                        "retry_schedule_seconds_after_previous",
                        "status_handling",
                        "request_timeout_seconds",
                        "payload_recommended_max_bytes",
                        "id",
                        "id_and_timestamp_must_not_contain",
                        "signing_secret_bytes",
                        "rotation");
    }

    @Test
    void attemptsAreMadeOnTheSchedule() {
        assertThat(RetryConfig.DEFAULT.schedule())
                .extracting(Duration::toSeconds)
                .isEqualTo(longs("retry_schedule_seconds_after_previous"));
        for (int made = 1; made < RetryConfig.DEFAULT.schedule().size(); made++) {
            Duration wait = ((Next.Again) policy.after(new Result.Answered(500, null), made)).in();
            assertThat(wait).isGreaterThanOrEqualTo(RetryConfig.DEFAULT.schedule().get(made));
        }
    }

    @Test
    void anAttemptMayTakeAsLongAsTheRuleSays() {
        List<Long> bounds = longs("request_timeout_seconds");

        assertThat(SenderConfig.DEFAULT.timeout().toSeconds())
                .isBetween(bounds.getFirst(), bounds.getLast());
    }

    @Test
    void everyStatusIsHandledAsItsRuleSays() {
        Set<Integer> ruled = new HashSet<>();
        JsonNode handling = rules.path("status_handling");
        for (Map.Entry<String, JsonNode> rule : handling.properties()) {
            String when = rule.getKey();
            boolean asks = when.endsWith("+Retry-After");
            for (int status : statuses(when)) {
                if (!asks) {
                    ruled.add(status);
                }
                for (String clause : rule.getValue().asText().split(", ")) {
                    assertHandled(status, asks || clause.startsWith("honour"), clause);
                }
            }
        }
        String rest = handling.path("other").asText();
        IntStream.range(400, 600)
                .filter(status -> !ruled.contains(status))
                .forEach(status -> {
                    for (String clause : rest.split(", ")) {
                        assertHandled(status, false, clause);
                    }
                });
        assertThat(followed).hasValue(0);
    }

    /** Of a rule that says it, the numbers; those without one are not named here. */
    private static int[] statuses(String when) {
        if (when.endsWith("xx")) {
            int first = Integer.parseInt(when.substring(0, 1)) * 100;
            return IntStream.range(first, first + 100).toArray();
        }
        return when.equals("other")
                ? new int[0]
                : new int[] {Integer.parseInt(when.substring(0, 3))};
    }

    private void assertHandled(int status, boolean asks, String clause) {
        Result result =
                sender.post(
                        url("/%d/%s".formatted(status, asks ? "later" : "now")),
                        Map.of(),
                        new byte[2]);
        Next next = policy.after(result, 1);
        var that = assertThat(next).as("%d: %s", status, clause);
        switch (clause) {
            case "delivered" -> that.isEqualTo(new Next.Done());
            case "failure", "retry", "never follow" -> that.isInstanceOf(Next.Again.class);
            case "stop and disable the endpoint" -> that.isInstanceOf(Next.Gone.class);
            case "honour Retry-After" ->
                    that.isInstanceOfSatisfying(
                            Next.Again.class,
                            again ->
                                    assertThat(again.in())
                                            .isEqualTo(Duration.ofSeconds(ASKED_SECONDS)));
            case "throttle" -> assertThrottled(status, next);
            default -> throw new AssertionError("a rule that nobody knows: " + clause);
        }
    }

    /** Where nothing but this comes back, the host gets one call at a time. */
    private static void assertThrottled(int status, Next next) {
        Lane lane = new Lane(LaneConfig.DEFAULT);
        for (int call = 0; call < 20; call++) {
            assertThat(lane.offer(delivery("msg_" + call))).isTrue();
        }
        for (int call = 0; call < LaneConfig.DEFAULT.failuresToSlow(); call++) {
            String id = lane.begin(0).orElseThrow().id();
            lane.end(id, next instanceof Next.Done || next instanceof Next.Gone);
        }
        assertThat(lane.begin(0)).isPresent();
        assertThat(lane.begin(0)).as("a second call beside one, after %d", status).isEmpty();
    }

    @Test
    void theIdStaysOverAttemptsWhileTimeAndSignatureChange() {
        String separator = rules.path("id_and_timestamp_must_not_contain").asText();
        List<Map<String, String>> sent = new ArrayList<>();
        Courier courier = courier(sent);
        Receivers.Found.Ready to = ready(SigningSecrets.random(new SecureRandom()));
        Delivery delivery = delivery("msg_1");

        courier.call(delivery, to);
        now.set(clock.instant().plusSeconds(5));
        courier.call(delivery, to);

        assertThat(sent).extracting(one -> one.get("webhook-id")).containsExactly("msg_1", "msg_1");
        assertThat(sent)
                .extracting(one -> one.get("webhook-timestamp"))
                .containsExactly("1893456000", "1893456005");
        assertThat(sent).extracting(one -> one.get("webhook-signature")).doesNotHaveDuplicates();
        assertThat(sent)
                .allSatisfy(one ->
                        assertThat(one.get("webhook-id") + one.get("webhook-timestamp"))
                                .doesNotContain(separator));
    }

    @Test
    void whileRotatingBothKeysSignInAListWithSpaces() {
        List<Map<String, String>> sent = new ArrayList<>();
        byte[] young = SigningSecrets.random(new SecureRandom());
        byte[] old = SigningSecrets.random(new SecureRandom());
        Delivery delivery = delivery("msg_1");

        courier(sent).call(delivery, ready(young, old));
        courier(sent).call(delivery, ready(young));
        courier(sent).call(delivery, ready(old));

        List<String> signatures =
                sent.stream().map(one -> String.valueOf(one.get("webhook-signature"))).toList();
        assertThat(signatures.getFirst().split(" "))
                .containsExactly(signatures.get(1), signatures.get(2));
    }

    @Test
    void secretsAreAsLongAsTheRuleSays() {
        List<Long> bounds = longs("signing_secret_bytes");
        int least = Math.toIntExact(bounds.getFirst());
        int most = Math.toIntExact(bounds.getLast());

        assertThat(SigningSecrets.random(new SecureRandom()).length).isBetween(least, most);
        assertThat(SigningSecrets.parse(text(least))).isPresent();
        assertThat(SigningSecrets.parse(text(most))).isPresent();
        assertThat(SigningSecrets.parse(text(least - 1))).isEmpty();
        assertThat(SigningSecrets.parse(text(most + 1))).isEmpty();
    }

    /** Of outputs the data has as much as a poll shows; that is for whoever made the model. */
    @Test
    void whatIsToldBesideOutputsStaysBelowTheRecommendedSize() {
        AtomicInteger bytes = new AtomicInteger();
        Courier courier =
                new Courier(
                        (url, headers, body) -> {
                            bytes.set(body.length);
                            return new Result.Answered(200, null);
                        },
                        body(),
                        new CallSpans(Tracing.OFF),
                        clock);

        courier.call(delivery("msg_1"), ready(SigningSecrets.random(new SecureRandom())));

        assertThat(bytes.get()).isBetween(100, rules.path("payload_recommended_max_bytes").asInt());
    }

    private static void answerAsAsked(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Location", ELSEWHERE);
        if (path[2].equals("later")) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(ASKED_SECONDS));
        }
        exchange.sendResponseHeaders(Integer.parseInt(path[1]), -1);
        exchange.close();
    }

    private Courier courier(List<Map<String, String>> sent) {
        return new Courier(
                (url, headers, body) -> {
                    sent.add(Map.copyOf(headers));
                    return new Result.Answered(503, null);
                },
                body(),
                new CallSpans(Tracing.OFF),
                clock);
    }

    private EventBody body() {
        Payloads payloads =
                new Payloads(new DirectoryPayloadStore(directory), Payloads.INPUT_INLINE_LIMIT);
        return new EventBody(new JobWriter(new Outputs(payloads)), new BatchWriter(clock));
    }

    private Receivers.Found.Ready ready(byte[]... secrets) {
        List<SigningKey> keys = new ArrayList<>();
        for (byte[] secret : secrets) {
            keys.add(new SigningKey.Hmac(secret));
        }
        return new Receivers.Found.Ready(url("/200/now"), () -> List.copyOf(keys));
    }

    private CallbackUrl url(String path) {
        String text = "http://127.0.0.1:%d%s".formatted(receiver.getAddress().getPort(), path);
        return ((CallbackUrl.Reading.Sound) CallbackUrl.read(text)).url();
    }

    private static Delivery delivery(String id) {
        JobState.Builder job =
                JobState.newBuilder()
                        .setJobId(
                                new JobIdMint(
                                                "a secret of the server".getBytes(UTF_8),
                                                InstantSource.system(),
                                                new Random(1),
                                                Duration.ofHours(1))
                                        .mint("acme", new Route(0))
                                        .text())
                        .setTenant("acme")
                        .setState(State.SUCCEEDED)
                        .setFinishedAt(1);
        for (int number = 0; number < 16; number++) {
            job.putMetadata("k".repeat(62) + (10 + number), "v".repeat(512));
        }
        DeliveryOrder order =
                DeliveryOrder.newBuilder()
                        .setId(id)
                        .setTenant("acme")
                        .setEvent("job.succeeded")
                        .setHappenedAt(1)
                        .setJob(job)
                        .build();
        return Delivery.owed(order, Share.of(0), 0, 1);
    }

    private static String text(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private List<Long> longs(String rule) {
        return StreamSupport.stream(rules.path(rule).spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
    }
}
