package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Three versions of a model: 1 adds, 2 subtracts, so that a result tells who computed it, and 3
 * always fails. The worker keeps two versions unless the traffic names more.
 */
class TrafficIT {

    private static final Path VERSIONS = Path.of("src/test/resources/versions");
    private static final int MANY = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static Standalone standalone;

    @BeforeAll
    static void start() {
        standalone = RunningForebay.start(RunningForebay.freshHome(), VERSIONS);
    }

    @AfterAll
    static void stop() {
        standalone.close();
    }

    @Test
    void requestsAreSharedByWhatIsAskedAndAShadowThatFailsIsNobodysFailure() throws Exception {
        Api api = RunningForebay.api(standalone);
        apply("2", "--traffic", "1=70,2=30", "--shadow", "3=100");
        assertThat(new Command(standalone).run("models").succeeded().out())
                .contains("traffic 1=70,2=30  shadow 3=100");

        Map<Integer, String> versions = new HashMap<>();
        for (int x = 0; x < MANY; x++) {
            JsonNode job = ended(api.post("/v1/models/change/jobs", input(x), "Prefer", "wait=60"));
            String version = job.path("modelVersion").asText();
            long expected = version.equals("1") ? x + 7 : x - 7;
            assertThat(job.at("/outputs/0/data/0").asLong(-1))
                    .as("version " + version)
                    .isEqualTo(expected);
            assertThat(job.at("/cache/status").asText()).isEqualTo("miss");
            versions.put(x, version);
        }

        // Five standard deviations of a binomial distribution, n = 200 and p = 0.3: 32.
        assertThat(versions.values().stream().filter("2"::equals).count()).isBetween(28L, 92L);
        assertThat(versions).doesNotContainValue("3");
        for (int x = 0; x < 20; x++) {
            JsonNode again =
                    ended(api.post("/v1/models/change/jobs", input(x), "Prefer", "wait=60"));
            assertThat(again.path("modelVersion").asText()).isEqualTo(versions.get(x));
            assertThat(again.at("/cache/status").asText()).isEqualTo("hit");
        }
        JsonNode named =
                ended(
                        api.post(
                                "/v1/models/change/versions/2/jobs",
                                input(1000),
                                "Prefer",
                                "wait=60"));
        assertThat(named.path("modelVersion").asText()).isEqualTo("2");

        await().atMost(PATIENCE).until(() -> copies(api, "3", "failed") >= 1);
        assertThat(api.get("/v1/dead-letters").json().path("data")).isEmpty();
        assertThat(api.get("/v1/jobs").json().toString()).doesNotContain("\"modelVersion\":\"3\"");

        // One that works and another answer: version 2 beside version 1.
        apply("1", "--shadow", "2=100");
        AtomicInteger x = new AtomicInteger(2000);
        await().atMost(PATIENCE)
                .until(() -> {
                    // The worker may not have heard of the shadow when the first one lands.
                    JsonNode job =
                            ended(
                                    api.post(
                                            "/v1/models/change/jobs",
                                            input(x.getAndIncrement()),
                                            "Prefer",
                                            "wait=60"));
                    assertThat(job.path("modelVersion").asText()).isEqualTo("1");
                    return copies(api, "2", "differed") >= 1;
                });
    }

    private static void apply(String version, String... shares) throws Exception {
        String[] arguments = new String[3 + shares.length];
        arguments[0] = "models";
        arguments[1] = "apply";
        arguments[2] = VERSIONS.resolve("change").resolve(version).toString();
        System.arraycopy(shares, 0, arguments, 3, shares.length);
        new Command(standalone).run(arguments).succeeded();
    }

    private static JsonNode ended(Api.Answer answer) {
        assertThat(answer.status()).as(answer.json()::toString).isEqualTo(200);
        assertThat(answer.json().path("state").asText())
                .as(answer.json()::toString)
                .isEqualTo("succeeded");
        return answer.json();
    }

    private static double copies(Api api, String version, String outcome) {
        String text = new String(api.get("/metrics").raw().body(), StandardCharsets.UTF_8);
        Matcher count =
                Pattern.compile(
                                "forebay_worker_shadow_runs_seconds_count\\{(?=[^}]*model=\"change\")"
                                        + "(?=[^}]*outcome=\"%s\")(?=[^}]*version=\"%s\")[^}]*} (\\S+)"
                                                .formatted(outcome, version))
                        .matcher(text);
        return count.find() ? Double.parseDouble(count.group(1)) : 0;
    }

    private static String input(int x) {
        return """
        {"inputs":[{"name":"x","shape":[1],"datatype":"INT64","data":[%d]},\
        {"name":"by","shape":[1],"datatype":"INT64","data":[7]}]}\
        """
                .formatted(x);
    }
}
