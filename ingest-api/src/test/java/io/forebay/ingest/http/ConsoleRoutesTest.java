package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.console.ConsoleFile;
import io.forebay.ingest.console.ConsoleFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The console's files come as they should; what they do is tried in a browser, in standalone. */
final class ConsoleRoutesTest {

    private static final Path SOURCES = Path.of("src/main/resources/console");
    private static final Path SAMPLES = Path.of("../models/samples");

    private final TestingServer server = new TestingServer();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void everyFileOfTheConsoleIsServedAndNoOther() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(Files::isRegularFile)
                    .map(file -> "/console/" + SOURCES.relativize(file))
                    .forEach(written::add);
        }
        try (Stream<Path> files = Files.list(SAMPLES)) {
            files.map(file -> "/console/samples/" + file.getFileName())
                    .filter(name -> !name.endsWith(".json"))
                    .forEach(written::add);
        }
        written.remove("/console/index.html");
        written.addAll(List.of("/", "/console/lib/uPlot.js", "/console/lib/uPlot.css"));

        assertThat(ConsoleFiles.load().stream().map(ConsoleFile::path)).hasSameElementsAs(written);
    }

    @Test
    void whatComesMayRunNothingFromElsewhereNorInline() {
        for (ConsoleFile file : ConsoleFiles.load()) {
            HttpResponse<byte[]> reply = get(file.path());

            assertThat(reply.statusCode()).as(file.path()).isEqualTo(200);
            assertThat(reply.body()).as(file.path()).isEqualTo(file.bytes());
            assertThat(header(reply, "Content-Type")).isEqualTo(file.type());
            assertThat(header(reply, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(reply, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(reply, "Content-Security-Policy"))
                    .as(file.path())
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                    .contains("frame-ancestors 'none'", "form-action 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void aFileThatTheBrowserHasIsNotSentAgain() {
        String tag = header(get("/"), "ETag");

        HttpResponse<byte[]> again = get("/", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void nothingElseOfTheClassPathCanBeAskedFor() {
        for (String path :
                List.of(
                        "/console",
                        "/console/",
                        "/console/index.html",
                        "/console/../openapi.yaml",
                        "/console/%2e%2e/openapi.yaml",
                        "/console/lib/..%2fapp.js")) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
        }
    }

    /** What would hand text to the browser as markup or code, or leave the key somewhere. */
    @Test
    void theSourcesUseNothingThatThePolicyIsThereFor() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                assertThat(Files.readString(file, StandardCharsets.UTF_8))
                        .as("%s", file)
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML")
                        .doesNotContain("eval(", "new Function", "document.write")
                        .doesNotContain("localStorage", "sessionStorage", "document.cookie")
                        .doesNotContain(" style=\"", "<style", "onclick=");
            }
        }
    }

    private HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.server.port() + path));
        try {
            return client.send(
                    headers.length == 0 ? request.build() : request.headers(headers).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String header(HttpResponse<byte[]> reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }
}
