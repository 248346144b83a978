package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.standalone.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The feed, the list and deletions, over the loss of the view and a restart of everything. */
class FeedIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REBUILD = Duration.ofSeconds(30);

    private final List<String> told = new ArrayList<>();
    private String cursor = "";

    @Test
    void tellsEveryCompletionOnceOverLossesAndRestarts() {
        Path home = RunningForebay.freshHome();
        List<String> ended = new ArrayList<>();
        String deleted;
        try (Standalone first = RunningForebay.start(home)) {
            Api api = RunningForebay.api(first);
            for (int i = 0; i < 7; i++) {
                ended.add(job(api));
            }
            read(api, 3);
            ended.add(job(api));
            RedisCommands.flush(first.redisAddress());
            read(api, 2);
            assertThat(told).containsExactlyInAnyOrderElementsOf(ended);

            deleted = job(api);
            assertThat(api.delete("/v1/jobs/" + deleted).status()).isEqualTo(204);
            assertThat(api.get("/v1/jobs/" + deleted).status()).isEqualTo(410);
            ended.add(job(api));
        }
        try (Standalone second = RunningForebay.start(home)) {
            Api api = RunningForebay.api(second);
            ended.add(job(api));
            read(api, 100);
            assertThat(told).containsExactlyInAnyOrderElementsOf(ended);
            assertSameFromTheBeginning(api, second, deleted);
        }
    }

    /** Whoever begins anew is told the same in the same order, and the list has the same jobs. */
    private void assertSameFromTheBeginning(Api api, Standalone standalone, String deleted) {
        List<String> before = List.copyOf(told);
        RedisCommands.flush(standalone.redisAddress());
        told.clear();
        cursor = "";
        read(api, 4);
        assertThat(told).isEqualTo(before);
        assertThat(api.get("/v1/jobs/" + deleted).status()).isEqualTo(410);
        List<String> listed = new ArrayList<>();
        JsonNode page = api.get("/v1/jobs?limit=4&state=succeeded&model=digits").json();
        page.path("data").forEach(job -> listed.add(job.path("id").asText()));
        while (!page.path("nextCursor").isNull()) {
            page =
                    api.get(
                                    "/v1/jobs?limit=4&state=succeeded&model=digits&cursor="
                                            + page.path("nextCursor").asText())
                            .json();
            page.path("data").forEach(job -> listed.add(job.path("id").asText()));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void streamsCompletionsAsTheyCome() {
        try (Standalone standalone = RunningForebay.start(RunningForebay.freshHome())) {
            Api api = RunningForebay.api(standalone);
            String first = job(api);
            try (EventStream feed = api.events("/v1/feed")) {
                EventStream.Event event = feed.next().orElseThrow();
                assertThat(event.data().path("id").asText()).isEqualTo(first);
                String second = job(api);
                assertThat(feed.next().orElseThrow().data().path("id").asText()).isEqualTo(second);
                RedisCommands.flush(standalone.redisAddress());
                String third = job(api);
                assertThat(feed.next().orElseThrow().data().path("id").asText()).isEqualTo(third);
            }
        }
    }

    /** Reads on until there is nothing more; while the view is rebuilt that is refused. */
    private void read(Api api, int limit) {
        boolean more = true;
        while (more) {
            String from = cursor.isEmpty() ? "" : "&cursor=" + cursor;
            Answer page =
                    await().atMost(REBUILD)
                            .until(
                                    () -> api.get("/v1/feed?limit=" + limit + from),
                                    answer -> answer.status() == 200);
            List<String> lines =
                    new String(page.raw().body(), StandardCharsets.UTF_8).lines().toList();
            lines.forEach(line -> told.add(json(line).at("/job/id").asText()));
            cursor = page.header("Forebay-Cursor").orElseThrow();
            more = !lines.isEmpty();
        }
    }

    /** A job that has ended, and is in the view. */
    private static String job(Api api) {
        JsonNode job =
                api.postFile(
                                "/v1/models/digits/jobs",
                                Samples.file("digit-4.png"),
                                "image/png",
                                "Cache-Control",
                                "no-store",
                                "Prefer",
                                "wait=20")
                        .json();
        String id = job.path("id").asText();
        await().atMost(REBUILD)
                .until(() ->
                        api.get("/v1/jobs/" + id + "?wait=20s")
                                .json()
                                .path("terminal")
                                .asBoolean());
        return id;
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
