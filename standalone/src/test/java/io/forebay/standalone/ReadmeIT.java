package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.forebay.client.webhook.Verification;
import io.forebay.client.webhook.WebhookKey;
import io.forebay.client.webhook.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells its reader to type does what it shows. */
@ExtendWith(RunningForebay.class)
class ReadmeIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```(sh|json)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./forebay ([a-z-]+)");

    @Test
    void theFirstJobAnswersAsShown(Standalone forebay, @TempDir Path home) throws Exception {
        JsonNode answer = new ObjectMapper().readTree(run(command("curl"), forebay, home));
        JsonNode shown = new ObjectMapper().readTree(blocks("json").getFirst());
        assertThat(answer.path("state")).isEqualTo(shown.path("state"));
        assertThat(answer.path("terminal")).isEqualTo(shown.path("terminal"));
        assertThat(answer.path("detections").findValuesAsText("label"))
                .isEqualTo(shown.path("detections").findValuesAsText("label"))
                .isNotEmpty();
        for (int i = 0; i < shown.path("detections").size(); i++) {
            for (String side : List.of("x1", "y1", "x2", "y2")) {
                String pointer = "/detections/%d/box/%s".formatted(i, side);
                assertThat(answer.at(pointer).asDouble())
                        .as(pointer)
                        .isCloseTo(shown.at(pointer).asDouble(), within(1.0));
            }
        }
    }

    @Test
    void theWebhookArrivesSignedWithTheCallbackSecret(
            Standalone forebay, Api api, @TempDir Path home) throws Exception {
        BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        receiver.createContext(
                "/hook",
                exchange -> {
                    received.add(
                            new Received(
                                    exchange.getRequestHeaders(),
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8)));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        receiver.start();
        try {
            String told = "http://127.0.0.1:9000/hook";
            String command = command("Forebay-Callback");
            assertThat(command).contains(told);
            String port = Integer.toString(receiver.getAddress().getPort());
            JsonNode job =
                    new ObjectMapper().readTree(run(command.replace("9000", port), forebay, home));

            Received one = received.poll(60, TimeUnit.SECONDS);

            assertThat(one).isNotNull();
            String secret = api.get("/v1/callback-secret").json().path("secret").asText();
            WebhookVerifier verifier =
                    new WebhookVerifier(List.of(WebhookKey.parse(secret)), InstantSource.system());
            assertThat(
                            verifier.verify(
                                    name -> Optional.ofNullable(one.headers().getFirst(name)),
                                    one.body().getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(Verification.Verified.class);
            assertThat(new ObjectMapper().readTree(one.body()).at("/data/id"))
                    .isEqualTo(job.path("id"));
        } finally {
            receiver.stop(0);
        }
    }

    private record Received(Headers headers, String body) {}

    @Test
    void everyCommandIsOneOfTheLauncher() throws Exception {
        String launcher = Files.readString(ROOT.resolve("forebay"));
        List<String> named =
                blocks("sh").stream()
                        .flatMap(block -> COMMAND.matcher(block).results())
                        .map(match -> match.group(1))
                        .toList();
        assertThat(named).contains("up", "test");
        assertThat(named)
                .allSatisfy(one ->
                        assertThat(launcher)
                                .containsPattern("(?m)^([a-z-]+ \\| )*" + one + "( \\||\\))"));
    }

    private static String command(String with) throws IOException {
        return blocks("sh").stream()
                .filter(block -> block.contains(with))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .filter(match -> match.group(1).equals(language))
                .map((MatchResult match) -> match.group(2))
                .toList();
    }

    /** As a reader would, whose home has the key and whose server is at this test's port. */
    private static String run(String command, Standalone forebay, Path home) throws Exception {
        Files.createDirectories(home.resolve(".forebay"));
        Files.writeString(home.resolve(".forebay").resolve("api-key"), forebay.apiKey());
        ProcessBuilder builder =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                command.replace("http://127.0.0.1:8080", forebay.uri().toString()))
                        .directory(ROOT.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
