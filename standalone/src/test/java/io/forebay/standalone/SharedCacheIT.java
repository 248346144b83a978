package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.standalone.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results behind a shared cache, which decides by our headers alone. */
class SharedCacheIT {

    @Test
    void keepsWhatIsPublicAndNothingElse(@TempDir Path directory) throws IOException {
        Optional<Path> nginx = Nginx.binary();
        assumeThat(nginx).as("nginx is not installed (Debian: apt-get install nginx)").isPresent();
        Path home = RunningForebay.freshHome();
        Path models = models(directory.resolve("models"));
        Path cache = Files.createDirectory(directory.resolve("nginx"));
        try (Standalone standalone = RunningForebay.start(home, models);
                Nginx proxy = Nginx.start(nginx.orElseThrow(), cache, standalone.uri())) {
            Api origin = RunningForebay.api(standalone);
            Api behind = new Api(proxy.uri(), standalone.apiKey());
            JsonNode open = job(origin, "open");
            JsonNode own = job(origin, "digits");

            assertKept(origin, behind, result(open));
            assertThat(proxy.stored()).isEqualTo(1);
            assertNotKept(origin, behind, result(own));
            assertNotKept(origin, behind, "/v1/jobs/" + own.path("id").asText());
            assertNotKept(origin, behind, "/v1/jobs/" + open.path("id").asText());
            assertNotKept(origin, behind, "/v1/feed");
            assertThat(proxy.stored()).isEqualTo(1);
        }
    }

    private static void assertKept(Api origin, Api behind, String path) {
        Answer first = behind.get(path);
        double before = reached(origin);
        Answer second = behind.get(path);
        Answer unchanged = behind.get(path, "If-None-Match", first.header("ETag").orElseThrow());

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Cache-Control").orElseThrow())
                .matches("public, max-age=\\d+, immutable");
        assertThat(first.header("X-Cache")).contains("MISS");
        assertThat(second.header("X-Cache")).contains("HIT");
        assertThat(second.raw().body()).isEqualTo(first.raw().body());
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(reached(origin)).as("requests that reached the origin").isEqualTo(before);
    }

    private static void assertNotKept(Api origin, Api behind, String path) {
        double before = reached(origin);
        for (int i = 0; i < 2; i++) {
            Answer answer = behind.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.header("X-Cache")).as(path).contains("MISS");
            assertThat(answer.header("Cache-Control").orElseThrow())
                    .as(path)
                    .containsPattern("private|no-store");
        }
        assertThat(reached(origin)).isEqualTo(before + 2);
    }

    /** Requests that our server has answered, those for its metrics aside. */
    private static double reached(Api origin) {
        String metrics = new String(origin.get("/metrics").raw().body(), StandardCharsets.UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith("forebay_ingest_requests_seconds_count"))
                .filter(line -> line.contains("GET /v1/"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String result(JsonNode job) {
        String path = job.at("/links/result").asText();
        assertThat(path).as(job.toString()).startsWith("/v1/results/");
        return path;
    }

    private static JsonNode job(Api api, String model) {
        JsonNode job =
                api.postFile(
                                "/v1/models/" + model + "/jobs",
                                Samples.file("digit-4.png"),
                                "image/png",
                                "Prefer",
                                "wait=20")
                        .json();
        assertThat(job.path("state").asText()).isEqualTo("succeeded");
        return job;
    }

    /** The model of digits as it is, and once more for everybody. */
    private static Path models(Path repository) {
        Path digits = RunningForebay.MODELS.resolve("digits/1");
        for (String name : List.of("digits", "open")) {
            Path target = repository.resolve(name + "/1");
            try (Stream<Path> files = Files.list(digits)) {
                Files.createDirectories(target);
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()));
                }
                if (name.equals("open")) {
                    Path manifest = target.resolve("model.yaml");
                    Files.writeString(
                            manifest,
                            Files.readString(manifest)
                                    .replace("name: digits", "name: open")
                                    .replace("cache: { ", "cache: { scope: public, "));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return repository;
    }
}
