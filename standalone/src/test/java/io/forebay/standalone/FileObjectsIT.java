package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.standalone.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches from files and to files of the home, and nothing from elsewhere. */
@ExtendWith(RunningForebay.class)
class FileObjectsIT {

    private static final String OUTSIDE = "lies under none of the tenant's roots";
    private static final String NO_NAME = "names no object";
    private static final String LINK = "by a link";

    private Path folder;

    @BeforeEach
    void makeFolder(Standalone standalone) throws IOException {
        Path objects = Files.createDirectories(standalone.home().objects());
        folder = Files.createTempDirectory(objects.toRealPath(), "it");
    }

    @Test
    void aBatchIsReadFromAFileAndItsResultsAreWrittenToFiles(Api api) throws IOException {
        Files.write(folder.resolve("four.png"), Samples.bytes("digit-4.png"));
        Files.writeString(
                folder.resolve("in.jsonl"),
                BatchIT.lines("file", 1, 20)
                        + "{\"custom_id\":\"picture\",\"model\":\"digits\",\"dataref\":\"%s\"}\n"
                                .formatted(url("four.png"))
                        + "{\"custom_id\":\"away\",\"model\":\"digits\",\"dataref\":\"%s\"}\n"
                                .formatted(url("five.png"))
                        + "{\"custom_id\":\"foreign\",\"model\":\"digits\",\"dataref\":\"file:/etc/hostname\"}\n");

        Answer created = batch(api, url("in.jsonl"), url("out/"));

        assertThat(created.status()).as(created::code).isEqualTo(202);
        String self = BatchIT.self(created);
        JsonNode batch =
                await().atMost(BatchIT.END)
                        .until(
                                () -> api.get(self).json(),
                                one -> one.path("output").path("written").asBoolean());
        assertThat(batch.path("request_counts").path("completed").asInt()).isEqualTo(21);
        assertThat(batch.path("request_counts").path("failed").asInt()).isEqualTo(2);
        assertThat(batch.path("output").path("results").asText())
                .isEqualTo(url("out/results.jsonl"));
        assertThat(Files.readAllLines(folder.resolve("out/results.jsonl")))
                .hasSize(21)
                .anyMatch(line ->
                        line.contains("\"custom_id\":\"picture\"")
                                && line.contains("\"label\":\"4\""));
        assertThat(Files.readAllLines(folder.resolve("out/errors.jsonl")))
                .hasSize(2)
                .anyMatch(line -> line.contains("\"away\"") && line.contains("is not there"))
                .anyMatch(line -> line.contains("\"foreign\"") && line.contains(OUTSIDE));
        try (Stream<Path> written = Files.list(folder.resolve("out"))) {
            assertThat(written.map(file -> file.getFileName().toString()))
                    .as("no drafts are left")
                    .containsExactlyInAnyOrder("results.jsonl", "errors.jsonl");
        }
    }

    @Test
    void noReferenceLeadsOutOfTheDirectory(Standalone standalone) throws IOException {
        Api api = RunningForebay.api(standalone);
        Path home = standalone.home().root().toRealPath();
        Path secrets = Files.createDirectory(Files.createTempDirectory("outside").resolve("in"));
        Files.writeString(secrets.resolve("lines.jsonl"), BatchIT.line("stolen", 1));
        Files.createSymbolicLink(folder.resolve("link"), secrets);
        Files.createSymbolicLink(folder.resolve("lines.jsonl"), secrets.resolve("lines.jsonl"));

        refuses(api, "/input/url", OUTSIDE, "file:/etc/hostname", "");
        refuses(api, "/input/url", OUTSIDE, "file:" + home + "/api-key", "");
        refuses(api, "/input/url", OUTSIDE, "file:" + home + "/objects-of-others/in", "");
        refuses(api, "/input/url", NO_NAME, url("../../api-key"), "");
        refuses(api, "/input/url", NO_NAME, url("%2e%2e/%2e%2e/api-key"), "");
        refuses(api, "/input/url", NO_NAME, "file://localhost" + folder + "/lines.jsonl", "");
        refuses(api, "/input/url", LINK, url("link/lines.jsonl"), "");
        refuses(api, "/input/url", LINK, url("lines.jsonl"), "");
        refuses(api, "/output/url", OUTSIDE, "", "file:" + home + "/models/");
        refuses(api, "/output/url", NO_NAME, "", url("../"));

        Files.writeString(folder.resolve("in.jsonl"), BatchIT.line("kept", 2) + "\n");
        String self = BatchIT.self(batch(api, url("in.jsonl"), url("link/out/")));
        JsonNode output =
                await().atMost(BatchIT.END)
                        .until(() -> api.get(self).json().path("output"), out -> out.has("error"));
        assertThat(output.path("written").asBoolean()).isFalse();
        assertThat(output.path("error").path("detail").asText()).contains(LINK);
        assertThat(secrets.resolve("out")).doesNotExist();
        assertThat(BatchIT.read(api, self + "/results", 10))
                .as("they can still be read")
                .hasSize(1);
    }

    private static void refuses(Api api, String pointer, String why, String input, String output) {
        Answer refused = batch(api, input, output);
        String said = refused.json().toString();
        assertThat(refused.status()).as(said).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("invalid-input");
        JsonNode error = refused.json().path("errors").path(0);
        assertThat(error.path("pointer").asText()).as(said).isEqualTo(pointer);
        assertThat(said).contains(why);
    }

    private static Answer batch(Api api, String input, String output) {
        String members =
                Stream.of(member("input", input), member("output", output))
                        .filter(member -> !member.isEmpty())
                        .reduce((one, other) -> one + "," + other)
                        .orElse("");
        return api.post("/v1/batches", "{" + members + "}");
    }

    private static String member(String name, String url) {
        return url.isEmpty() ? "" : "\"%s\":{\"url\":\"%s\"}".formatted(name, url);
    }

    private String url(String name) {
        return "file:" + folder + "/" + name;
    }
}
