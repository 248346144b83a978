package io.forebay.worker.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.forebay.objects.S3Config;
import io.forebay.schemas.model.Sha256;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelSource.Hold;
import io.forebay.worker.model.UnusableModelException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository behind a real HTTP server. */
class RemoteModelsTest {

    private static final int ROOMY = 1 << 20;

    private final Map<String, byte[]> served = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();

    @TempDir Path cache;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/models/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath().substring("/models/".length());
                    requests.add(path);
                    tokens.add(
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                    byte[] body = served.get(path);
                    exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : 0);
                    try (var out = exchange.getResponseBody()) {
                        if (body != null) {
                            out.write(body);
                        }
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesAVersionOnceAndReadsItFromTheCache() {
        index(cats("1", "weights"));
        ModelFiles files = find(remote(ROOMY), "1");
        assertThat(files.title()).isEqualTo("cats/1");
        assertThat(files.modelFile()).hasContent("weights").startsWithRaw(cache);
        requests.clear();
        ModelFiles again = find(remote(ROOMY), "1");
        assertThat(again).isEqualTo(files);
        assertThat(requests).containsExactly("index.json");
        assertThat(tokens).containsOnly("Bearer sesame");
    }

    @Test
    void fetchesOnlyModelsThatAreWanted() {
        index(cats("1", "weights"), cats("2", "others"));
        RemoteModels remote = remote(ROOMY);
        assertThat(remote.all(name -> name.equals("dogs"))).isEmpty();
        assertThat(requests).containsExactly("index.json");
        assertThat(remote.all(name -> true))
                .extracting(ModelFiles::title)
                .containsExactly("cats/1", "cats/2");
        assertThat(remote.find("cats", "3")).isEmpty();
        assertThat(remote.has("cats", "2")).isTrue();
    }

    @Test
    void neverUsesAFileOfAnotherDigest() throws IOException {
        index(cats("1", "weights"));
        served.put("cats/1/model.onnx", "WEIGHTS".getBytes(StandardCharsets.UTF_8));
        RemoteModels remote = remote(ROOMY);
        assertThatThrownBy(() -> find(remote, "1"))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("cats/1: model.onnx has SHA-256")
                .hasMessageContaining("it is not used");
        assertThat(entries()).isEmpty();
        served.put("cats/1/model.onnx", "weights".getBytes(StandardCharsets.UTF_8));
        assertThat(find(remote, "1").modelFile()).hasContent("weights");
    }

    @Test
    void fetchesAnewWhatWasChangedInTheCache() throws IOException {
        index(cats("1", "weights"));
        RemoteModels remote = remote(ROOMY);
        Files.writeString(find(remote, "1").modelFile(), "changed");
        assertThat(find(remote, "1").modelFile()).hasContent("weights");
    }

    @Test
    void takesNoMoreThanTheIndexSays() throws IOException {
        index(cats("1", "weights"));
        served.put("cats/1/model.onnx", new byte[100_000]);
        assertThatThrownBy(() -> find(remote(ROOMY), "1"))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("cats/1: cannot fetch");
        assertThat(entries()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> find(remote(ROOMY), "1"))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("index.json answered 404");
        index(cats("1", "weights"));
        served.remove("cats/1/model.yaml");
        assertThatThrownBy(() -> find(remote(ROOMY), "1"))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("cats/1/model.yaml answered 404");
    }

    @Test
    void forgetsWhatWasNotUsedForLongestAndNeverWhatIsInUse() throws IOException {
        index(cats("1", "a".repeat(400)), cats("2", "b".repeat(400)), cats("3", "c".repeat(400)));
        RemoteModels remote = remote(1_000);
        ModelFiles first = find(remote, "1");
        ModelFiles second = find(remote, "2");
        var _ = find(remote, "1");
        var _ = find(remote, "3");
        assertThat(first.directory()).exists();
        assertThat(second.directory()).doesNotExist();
        Hold held = remote.hold(first);
        var _ = find(remote, "2");
        assertThat(first.directory()).exists();
        try (Hold _ = remote.hold(find(remote, "2"))) {
            assertThatThrownBy(() -> find(remote, "3"))
                    .isInstanceOf(UnusableModelException.class)
                    .hasMessageContaining("models in use take");
        }
        held.close();
        var _ = find(remote, "3");
        assertThat(entries()).hasSize(2);
    }

    @Test
    void refusesWhatCanNeverFit() {
        index(cats("1", "a".repeat(2_000)));
        assertThatThrownBy(() -> find(remote(1_000), "1"))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("remote-models.cache-bytes is 1000");
    }

    @Test
    void refusesFilesOfMoreBytesThanThereAre() {
        String file = "{\"path\": \"%s\", \"bytes\": %d, \"sha256\": \"" + "0".repeat(64) + "\"}";
        served.put(
                "index.json",
                """
                {"models": [{"name": "cats", "version": "1", "files": [%s, %s]}]}
                """
                        .formatted(file.formatted("a", Long.MAX_VALUE), file.formatted("b", 1))
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> find(remote(ROOMY), "1"))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("more bytes than any disk has");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model.onnx",
                "/etc/passwd",
                "a/../../b",
                "a\\\\b",
                ".hidden",
                "a//b",
                "",
                "http://elsewhere/model.onnx"
            })
    void refusesPathsThatLeadElsewhere(String path) {
        served.put(
                "index.json",
                """
                {"models": [{"name": "cats", "version": "1",
                  "files": [{"path": "%s", "bytes": 1, "sha256": "%s"}]}]}
                """
                        .formatted(path, "0".repeat(64))
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> find(remote(ROOMY), "1"))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("path must be relative");
    }

    @Test
    void cleansUpWhatAProcessLeftWhenItDied() throws IOException {
        Path left = Files.createDirectories(cache.resolve(".partial-1/cats/1"));
        Files.writeString(left.resolve("model.onnx"), "half");
        var _ = remote(ROOMY);
        assertThat(cache.resolve(".partial-1")).doesNotExist();
    }

    private RemoteModels remote(long cacheBytes) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/models";
        return RemoteModels.open(
                new RemoteModelsConfig(
                        url, "sesame", S3Config.DEFAULT, cache, cacheBytes, Duration.ofMinutes(1)),
                () -> Instant.ofEpochSecond(now.incrementAndGet()));
    }

    private static ModelFiles find(RemoteModels remote, String version) {
        return remote.find("cats", version).orElseThrow();
    }

    /** Serves a version's files, and says its line of the index. */
    private String cats(String version, String weights) {
        String yaml = "name: cats\nversion: \"" + version + "\"\n";
        return """
        {"name": "cats", "version": "%s", "files": [%s, %s]}\
        """
                .formatted(
                        version,
                        file("cats/" + version, "model.onnx", weights),
                        file("cats/" + version, "model.yaml", yaml));
    }

    private String file(String folder, String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        served.put(folder + "/" + path, bytes);
        String digest = HexFormat.of().formatHex(Sha256.digest().digest(bytes));
        return """
        {"path": "%s", "bytes": %d, "sha256": "%s"}\
        """
                .formatted(path, bytes.length, digest);
    }

    private void index(String... models) {
        String json = "{\"models\": [" + String.join(",", models) + "]}";
        served.put("index.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.toList();
        }
    }
}
