package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.ingest.auth.AuthConfig;
import io.forebay.ingest.auth.Caller;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.auth.TokenConfig;
import io.forebay.ingest.testing.Outputs;
import io.forebay.ingest.testing.TestingModels;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two tenants, and every operation of the contract: nothing that one has is seen or changed by the
 * other. A route without a row fails.
 */
final class IsolationMatrixTest {

    private static final String CANARY = "canary-of-acme";

    /** What the other tenant must be answered. */
    private enum Row {
        /** As if what acme has had never been: the same problem as for an id that never was. */
        UNKNOWN,
        /** A list of the other's own, in which nothing of acme's is. */
        LIST,
        /** Something new of the other's own, even where acme did the same before. */
        OWN,
        /** The same for everybody, by design, and nothing of any tenant in it. */
        SHARED,
        /** For operators of the installation alone. */
        OPERATORS
    }

    /** What an operator that names another tenant is shown of it, without what came of the jobs. */
    private static final Set<String> READ_BY_OPERATORS =
            Set.of("GET /v1/jobs", "GET /v1/jobs/{id}");

    private static final Map<String, Row> MATRIX = new TreeMap<>();

    static {
        rows(
                Row.UNKNOWN,
                "GET /v1/jobs/{id}",
                "DELETE /v1/jobs/{id}",
                "POST /v1/jobs/{id}/cancel",
                "GET /v1/jobs/{id}/events",
                "PUT /v1/jobs/{id}/callback",
                "GET /v1/jobs/{id}/deliveries",
                "POST /v1/jobs/{id}/deliveries",
                "POST /v1/jobs/{id}/redrive",
                "GET /v1/dead-letters/{letter}",
                "POST /v1/dead-letters/{letter}/redrive",
                "GET /v1/batches/{id}",
                "POST /v1/batches/{id}/lines",
                "POST /v1/batches/{id}/finalize",
                "POST /v1/batches/{id}/cancel",
                "POST /v1/batches/{id}/lines/{line}/cancel",
                "POST /v1/batches/{id}/retry-failed",
                "GET /v1/batches/{id}/results",
                "GET /v1/batches/{id}/errors",
                "GET /v1/batches/{id}/deliveries",
                "GET /v1/webhook-endpoints/{endpoint}",
                "PATCH /v1/webhook-endpoints/{endpoint}",
                "DELETE /v1/webhook-endpoints/{endpoint}",
                "POST /v1/webhook-endpoints/{endpoint}/rotate",
                "GET /v1/results/{flight}",
                "GET /v1/keys/{key}",
                "DELETE /v1/keys/{key}",
                "POST /v1/keys/{key}/rotate");
        rows(
                Row.LIST,
                "GET /v1/jobs",
                "GET /v1/feed",
                "GET /v1/batches",
                "GET /v1/dead-letters",
                "GET /v1/webhook-endpoints",
                "GET /v1/keys");
        rows(
                Row.OWN,
                "POST /v1/models/{model}/jobs",
                "POST /v1/models/{model}/versions/{version}/jobs",
                "POST /v2/models/{model}/infer",
                "POST /v2/models/{model}/versions/{version}/infer",
                "POST /v1/batches",
                "POST /v1/webhook-endpoints",
                "GET /v1/callback-secret",
                "POST /v1/callback-secret/rotate",
                "POST /v1/keys");
        rows(
                Row.SHARED,
                "GET /v1/models",
                "GET /v1/models/{model}",
                "GET /v1/limits",
                "GET /v1/overview",
                "GET /v2",
                "GET /v2/models/{model}",
                "GET /v2/models/{model}/ready",
                "GET /v2/models/{model}/versions/{version}",
                "GET /v2/models/{model}/versions/{version}/ready",
                "GET /health/live",
                "GET /health/ready",
                "GET /health/started",
                "GET /v2/health/live",
                "GET /v2/health/ready",
                "GET /metrics",
                "GET /openapi.json");
        rows(Row.OPERATORS, "PUT /v1/models/{model}/versions/{version}");
    }

    private final TestingServer server = new TestingServer();
    private final FlightKey flight = FlightKey.of(HexFormat.of().parseHex("5a".repeat(32)));

    /** What acme has: by the name in a route, and by the part of the API that it belongs to. */
    private Map<String, String> mine = Map.of();

    private static void rows(Row row, String... routes) {
        Stream.of(routes).forEach(route -> MATRIX.put(route, row));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @BeforeEach
    void acmeHasSomethingOfEverything() {
        TestingJobs jobs = new TestingJobs(server);
        JobState job =
                jobs.through(jobs.id(), State.QUEUED, State.RUNNING, State.SUCCEEDED).toBuilder()
                        .putMetadata("note", CANARY)
                        .setFlightKey(flight.bytes())
                        .setCacheUntil(server.clock.millis() + 60_000)
                        .setOutput(Outputs.inline(Outputs.floats("c", new long[] {1, 2}, 4, 6.5f)))
                        .build();
        jobs.put(job);
        server.reader.feed.end(0, job);
        server.reader.landed.put(flight, job);
        String letter =
                server.deadLetters
                        .put(
                                DeadLetter.newBuilder()
                                        .setItem(
                                                WorkItem.newBuilder()
                                                        .setFlightKey(flight.bytes())
                                                        .setModel(TestingModels.SUM.ref())
                                                        .setLane(Lane.BULK)
                                                        .setInput(
                                                                Payload.newBuilder()
                                                                        .setInline(
                                                                                ByteString
                                                                                        .copyFromUtf8(
                                                                                                CANARY))))
                                        .setProblem(
                                                Problem.of(ProblemCode.EXECUTION_FAILED, CANARY)
                                                        .toWire())
                                        .addAttempts(Attempt.newBuilder().setNumber(1))
                                        .addJobIds(job.getJobId())
                                        .setDiedAt(1000)
                                        .build())
                        .text();
        String batch =
                json(
                                server.key,
                                "POST",
                                "/v1/batches",
                                "{\"metadata\":{\"note\":\"" + CANARY + "\"}}")
                        .json()
                        .path("id")
                        .asText();
        json(server.key, "POST", "/v1/batches/" + batch + "/lines", "{}\n");
        String endpoint =
                json(
                                server.key,
                                "POST",
                                "/v1/webhook-endpoints",
                                "{\"url\":\"https://example.com/%1$s\",\"description\":\"%1$s\"}"
                                        .formatted(CANARY))
                        .json()
                        .path("id")
                        .asText();
        String key =
                json(server.operateKey, "POST", "/v1/keys", "{\"name\":\"" + CANARY + "\"}")
                        .json()
                        .path("id")
                        .asText();
        mine =
                Map.of(
                        "job", job.getJobId(),
                        "batch", batch,
                        "{letter}", letter,
                        "{endpoint}", endpoint,
                        "{key}", key,
                        "{flight}", flight.hex());
        assertThat(mine.values()).doesNotContain("");
    }

    @Test
    void everyRouteHasItsRow() {
        assertThat(MATRIX.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        server.routes().stream().map(Route::name).toList());
    }

    @Test
    void whatOneTenantHasIsToTheOtherAsIfItHadNeverBeen() {
        for (Route route : routes(Row.UNKNOWN)) {
            var asForeign = call(other(route), route, mine);
            Map<String, String> never = never();
            var asNever = call(other(route), route, never);
            String before = everything();
            var asMine = call(owner(route), route, mine);

            assertThat(asForeign.status()).as(route.name()).isEqualTo(404);
            assertThat(shape(asForeign, mine)).as(route.name()).isEqualTo(shape(asNever, never));
            assertThat(asMine.status())
                    .as("%s is there for acme, so that this test means something", route.name())
                    .isNotIn(401, 403)
                    .satisfies(status -> assertThat(status == 404 && !isRemoved(before)).isFalse());
            again();
        }
    }

    @Test
    void whatTheOtherAsksForChangesNothing() {
        for (Route route : routes(Row.UNKNOWN)) {
            String before = everything();
            call(other(route), route, mine);
            assertThat(everything()).as(route.name()).isEqualTo(before);
        }
    }

    @Test
    void noListHasWhatIsAnothers() {
        for (Route route : routes(Row.LIST)) {
            var listed = call(owner(route), route, mine);
            var foreign = call(other(route), route, mine);

            assertThat(foreign.status()).as(route.name()).isEqualTo(200);
            assertThat(listed.text())
                    .as("%s shows acme its own", route.name())
                    .matches(text -> mine.values().stream().anyMatch(text::contains));
            assertNothingOfAcme(route, foreign);
        }
    }

    @Test
    void whatIsTheSameForAllSaysNothingOfAnyone() {
        for (Route route : routes(Row.SHARED)) {
            var foreign = call(other(route), route, mine);

            assertThat(foreign.status()).as(route.name()).isEqualTo(200);
            assertNothingOfAcme(route, foreign);
            assertThat(foreign.text()).as(route.name()).doesNotContain("acme");
        }
    }

    @Test
    void theSameRequestOfTwoTenantsIsTwoThings() {
        for (Route route : routes(Row.OWN)) {
            var one = call(owner(route), route, mine);
            var two = call(other(route), route, mine);

            assertThat(two.status()).as(route.name() + two.text()).isBetween(200, 299);
            assertThat(one.status()).as(route.name() + one.text()).isBetween(200, 299);
            assertNothingOfAcme(route, two);
            for (String secret : List.of("secret", "key", "id")) {
                String mineToo = one.json().path(secret).asText("");
                assertThat(two.json().path(secret).asText(""))
                        .as("%s: %s", route.name(), secret)
                        .isNotEqualTo(mineToo.isEmpty() ? "nothing" : mineToo);
            }
        }
    }

    @Test
    void theSameContentUnderTheSameKeyIsAnotherJobAndAnotherFlight() {
        for (String path : List.of("/v1/models/sum/jobs", "/v2/models/sum/infer")) {
            server.publisher.events.clear();
            for (String key : List.of(server.key, server.foreignKey)) {
                server.send(
                        server.request(path)
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .header("Prefer", "respond-async")
                                .header("Idempotency-Key", "\"the-same\"")
                                .POST(HttpRequest.BodyPublishers.ofString(TestingServer.SUM)));
            }
            List<Submission> sent =
                    server.publisher.events.stream().map(event -> event.getSubmission()).toList();

            assertThat(sent).extracting(Submission::getTenant).containsExactly("acme", "other");
            assertThat(sent).extracting(Submission::getJobId).doesNotHaveDuplicates();
            assertThat(sent).extracting(Submission::getFlightKey).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoOperatesForOneTenantDoesNotOperateTheInstallation() {
        for (Route route : routes(Row.OPERATORS)) {
            assertThat(call(server.foreignOperateKey, route, mine).status()).isEqualTo(403);
            assertThat(call(server.operateKey, route, mine).status()).isEqualTo(403);
        }
        assertThat(server.applied).isEmpty();
    }

    @Test
    void namingTheTenantOpensNothing() {
        for (Route route : routes(Row.UNKNOWN, Row.LIST, Row.SHARED)) {
            String before = everything();
            var named = callNaming("acme", server.foreignWholeKey, route, mine);
            var unnamed = call(server.foreignWholeKey, route, mine);

            assertThat(named.status())
                    .as(route.name())
                    .isEqualTo(READ_BY_OPERATORS.contains(route.name()) ? 403 : unnamed.status());
            assertAsIfItHadNeverBeen(server.foreignWholeKey, route, named);
            assertThat(everything()).as(route.name()).isEqualTo(before);
        }
    }

    /** Keys are managed by operators by design, without naming a tenant. */
    @Test
    void anOperatorReadsHowJobsWentAndNothingElse() {
        for (Route route : routes(Row.UNKNOWN, Row.LIST)) {
            if (route.path().startsWith("/v1/keys")) {
                continue;
            }
            String before = everything();
            var named = callNaming("acme", server.operatorWholeKey, route, mine);

            if (READ_BY_OPERATORS.contains(route.name())) {
                assertThat(named.status()).as(route.name()).isEqualTo(200);
                assertThat(named.text()).contains(String.valueOf(mine.get("job")), CANARY);
                assertThat(named.text()).doesNotContain("outputs", "6.5");
                assertThat(named.header("ETag")).isEmpty();
            } else {
                assertThat(named.status())
                        .as(route.name())
                        .isEqualTo(MATRIX.get(route.name()) == Row.LIST ? 200 : 404);
                assertAsIfItHadNeverBeen(server.operatorWholeKey, route, named);
            }
            assertThat(everything()).as(route.name()).isEqualTo(before);
            var unnamed = call(server.operatorWholeKey, route, mine);
            assertThat(unnamed.text()).as(route.name()).doesNotContain(CANARY);
        }
    }

    @Test
    void whereNobodyIsNamedNobodyReadsWhatIsAnothers() {
        Caller operates = Caller.of("acme", Set.of(Scope.values()));
        Caller reads = Caller.of("acme", Set.of(Scope.SUBMIT, Scope.READ));

        assertThat(new Whose(named()).isOperator(operates)).isFalse();
        assertThat(new Whose(named("other")).isOperator(operates)).isFalse();
        assertThat(new Whose(named("acme")).isOperator(reads)).isFalse();
        assertThat(new Whose(named("acme")).isOperator(operates)).isTrue();
    }

    private static AuthConfig named(String... operators) {
        return new AuthConfig(
                "", List.of(), Set.of(operators), 1, Duration.ZERO, TokenConfig.DEFAULT);
    }

    /** A list without anything of acme's, or the same refusal as for what never was. */
    private void assertAsIfItHadNeverBeen(String key, Route route, TestingServer.Reply named) {
        if (named.status() == 200) {
            assertNothingOfAcme(route, named);
        } else {
            Map<String, String> never = never();
            assertThat(shape(named, mine))
                    .as(route.name())
                    .isEqualTo(shape(callNaming("acme", key, route, never), never));
        }
    }

    private void assertNothingOfAcme(Route route, TestingServer.Reply reply) {
        String text = reply.text() + reply.response().headers().map();
        assertThat(text).as(route.name()).doesNotContain(CANARY);
        mine.forEach((what, id) -> {
            if (!what.equals("{letter}")) {
                assertThat(text).as(route.name()).doesNotContain(id);
            }
        });
    }

    private List<Route> routes(Row... rows) {
        List<Row> wanted = List.of(rows);
        return server.routes().stream()
                .filter(route -> wanted.contains(MATRIX.get(route.name())))
                .toList();
    }

    private String owner(Route route) {
        return route.scopeOrNull() == Scope.OPERATE ? server.operateKey : server.key;
    }

    private String other(Route route) {
        return route.scopeOrNull() == Scope.OPERATE ? server.foreignOperateKey : server.foreignKey;
    }

    private TestingServer.Reply call(String key, Route route, Map<String, String> ids) {
        return json(key, route.method().text(), path(route, ids), body(route));
    }

    private TestingServer.Reply callNaming(
            String tenant, String key, Route route, Map<String, String> ids) {
        String path = path(route, ids) + "?tenant=" + tenant;
        return json(key, route.method().text(), path, body(route));
    }

    private TestingServer.Reply json(String key, String method, String path, String body) {
        HttpRequest.Builder request =
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Prefer", "respond-async")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header(
                    "Content-Type",
                    path.endsWith("/lines") ? "application/x-ndjson" : "application/json");
        }
        return server.send(request);
    }

    private static String path(Route route, Map<String, String> ids) {
        String path = route.path();
        String id = path.startsWith("/v1/batches") ? ids.get("batch") : ids.get("job");
        for (String name : List.of("{letter}", "{endpoint}", "{key}", "{flight}")) {
            path = path.replace(name, ids.getOrDefault(name, name));
        }
        return path.replace("{id}", String.valueOf(id))
                .replace("{model}", "sum")
                .replace("{version}", "1")
                .replace("{line}", "1");
    }

    private static String body(Route route) {
        return switch (route.name()) {
            case "POST /v1/models/{model}/jobs",
                    "POST /v1/models/{model}/versions/{version}/jobs",
                    "POST /v2/models/{model}/infer",
                    "POST /v2/models/{model}/versions/{version}/infer" ->
                    TestingServer.SUM;
            case "PUT /v1/jobs/{id}/callback", "POST /v1/webhook-endpoints" ->
                    "{\"url\":\"https://example.com/hook\"}";
            case "POST /v1/batches/{id}/lines" -> "{}\n";
            case "PATCH /v1/webhook-endpoints/{endpoint}" -> "{\"description\":\"x\"}";
            case "POST /v1/batches", "POST /v1/keys" -> "{}";
            default -> "";
        };
    }

    /** Ids of the same forms that name nothing. */
    private Map<String, String> never() {
        return Map.of(
                "job",
                server.mint.mint("nobody", flight.route()).text(),
                "batch",
                server.mint.mintBatch("nobody").text(),
                "{letter}",
                "dl_7_77",
                "{endpoint}",
                "we_" + "0".repeat(24),
                "{key}",
                "00000000",
                "{flight}",
                "f".repeat(64));
    }

    /** What is answered, without the ids that were asked for. */
    private static String shape(TestingServer.Reply reply, Map<String, String> ids) {
        String text = reply.text();
        // The longest first: a short one may be a part of another.
        for (String id :
                ids.values().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList()) {
            text = text.replace(id, "ID");
        }
        return reply.status() + " " + reply.header("Content-Type") + " " + text;
    }

    /** All that acme has, and all that anybody was told to do. */
    private String everything() {
        return String.join(
                "\n",
                server.reader.states.toString(),
                server.publisher.events.toString(),
                server.batches.events.toString(),
                server.webhooks.endpoints.toString(),
                server.webhooks.entries.toString(),
                server.issued.all().toString());
    }

    /** Whether acme's own calls took it away. */
    private boolean isRemoved(String before) {
        return !everything().equals(before);
    }

    /**
     * What acme's own calls took away is there again; what it may have few of, no more than once.
     */
    private void again() {
        json(server.key, "DELETE", "/v1/webhook-endpoints/" + mine.get("{endpoint}"), "");
        json(server.operateKey, "DELETE", "/v1/keys/" + mine.get("{key}"), "");
        server.issued.of("acme").stream()
                .filter(key -> key.isValid(server.clock.instant()))
                .forEach(key -> json(server.operateKey, "DELETE", "/v1/keys/" + key.id(), ""));
        acmeHasSomethingOfEverything();
    }
}
