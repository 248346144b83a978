package io.forebay.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.client.testing.TestingForebay;
import io.forebay.client.testing.TestingForebay.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForebayCommandTest {

    private static final String QUEUED =
            "{\"id\":\"job_1\",\"object\":\"job\",\"state\":\"queued\",\"terminal\":false,\"version\":1}";
    private static final String DONE =
            "{\"id\":\"job_1\",\"object\":\"job\",\"state\":\"succeeded\",\"terminal\":true,\"version\":3,\"cache\":{\"status\":\"hit\"},\"timings\":{\"totalMs\":12},\"classes\":[{\"label\":\"4\",\"score\":0.98}]}";
    private static final String FAILED =
            "{\"id\":\"job_1\",\"object\":\"job\",\"state\":\"failed\",\"terminal\":true,\"version\":3,\"error\":{\"code\":\"invalid-image\",\"detail\":\"no picture\"}}";
    private static final String BATCH =
            "{\"id\":\"batch_1\",\"object\":\"batch\",\"status\":\"%s\",\"request_counts\":{\"total\":4,\"completed\":%d,\"failed\":%d,\"queued\":%d},\"cache\":{\"saved\":2},\"nextLine\":1,\"nextOffset\":0,\"linesPerSecond\":8.0}";

    private final TestingForebay server = new TestingForebay();

    @TempDir Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void issuesListsRotatesAndRevokesKeys() {
        String key =
                "{\"id\":\"a1\",\"tenant\":\"acme\",\"scopes\":[\"submit\",\"read\"],\"valid\":true,\"name\":\"ci\",\"expiresAt\":\"2030-01-01T00:00:00.000Z\"%s}";
        String made = key.formatted(",\"key\":\"fb_a1\"");
        server.answer("POST /v1/keys", Reply.json(201, made));
        server.answer(
                "GET /v1/keys?tenant=acme",
                Reply.json(200, "{\"data\":[" + key.formatted("") + "]}"));
        server.answer("POST /v1/keys/a1/rotate", Reply.json(200, made));
        server.answer("GET /v1/keys/a1", Reply.json(200, key.formatted("")));
        server.answer("DELETE /v1/keys/a1", Reply.json(204, ""));
        server.answer("GET /v1/keys/b2", Reply.problem(404, "unknown-key", ""));

        assertThat(
                        CommandRun.of(
                                server,
                                "keys",
                                "create",
                                "--tenant=acme",
                                "--scopes=read,operate",
                                "--expires-in=90d"))
                .isEqualTo(new CommandRun(0, "fb_a1\n", ""));
        assertThat(server.last().text())
                .isEqualTo(
                        "{\"tenant\":\"acme\",\"scopes\":[\"read\",\"operate\"],\"expiresIn\":\"PT2160H\"}");
        assertThat(CommandRun.of(server, "keys", "list", "--tenant", "acme"))
                .isEqualTo(
                        new CommandRun(
                                0,
                                "a1 acme submit,read  until 2030-01-01T00:00:00.000Z  ci\n",
                                ""));
        assertThat(CommandRun.of(server, "keys", "rotate", "a1", "--overlap=1h").out())
                .isEqualTo("fb_a1\n");
        assertThat(server.last().text()).isEqualTo("{\"overlap\":\"PT1H\"}");
        assertThat(CommandRun.of(server, "keys", "revoke", "a1"))
                .isEqualTo(new CommandRun(0, "a1 acme submit,read  revoked  ci\n", ""));
        assertThat(server.last().operation()).isEqualTo("DELETE /v1/keys/a1");
        CommandRun half = CommandRun.of(server, "keys", "revoke", "a1", "b2");
        assertThat(half.status()).isEqualTo(ExitCodes.REFUSED);
        assertThat(half.out()).isEqualTo("a1 acme submit,read  revoked  ci\n");
        assertThat(half.err()).contains("unknown-key");
    }

    @Test
    void submitsAPictureAndPrintsItsIdAndStateFirst() throws IOException {
        Path picture =
                Files.write(
                        folder.resolve("p"),
                        "\u0089PNG\r\n\u001a\n...".getBytes(StandardCharsets.ISO_8859_1));
        server.answer("POST /v1/models/digits/jobs", Reply.json(202, QUEUED));

        CommandRun run =
                CommandRun.of(
                        server,
                        "submit",
                        "digits",
                        picture.toString(),
                        "--key",
                        "k",
                        "-m",
                        "a=b",
                        "--lane",
                        "bulk");

        assertThat(run).isEqualTo(new CommandRun(0, "job_1 queued\n", ""));
        assertThat(server.last().header("Content-type")).isEqualTo("image/png");
        assertThat(server.last().header("Idempotency-key")).isEqualTo("\"k\"");
        assertThat(server.last().header("Forebay-metadata")).isEqualTo("{\"a\":\"b\"}");
        assertThat(server.last().header("Forebay-lane")).isEqualTo("bulk");
        assertThat(server.last().headers()).doesNotContainKey("Prefer");
    }

    @Test
    void readsTheStandardInputAndWaits() {
        server.answer("POST /v1/models/sum/jobs", Reply.json(202, QUEUED));
        server.answer("GET /v1/jobs/job_1?wait=30000ms", Reply.json(200, DONE));

        CommandRun run =
                CommandRun.of(
                        server.uri(),
                        " {\"inputs\":[]}".getBytes(StandardCharsets.UTF_8),
                        Map.of(),
                        "submit",
                        "sum",
                        "--wait");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("job_1 succeeded  hit  12 ms\n  4                0.98\n");
        assertThat(server.asked().getFirst().header("Content-type")).isEqualTo("application/json");
        assertThat(server.asked().getFirst().header("Prefer")).isEqualTo("wait=10");
    }

    @Test
    void saysByItsExitStatusHowAJobEnded() {
        server.answer("GET /v1/jobs/job_1?wait=30000ms", Reply.json(200, FAILED));
        assertThat(CommandRun.of(server, "wait", "job_1"))
                .isEqualTo(
                        new CommandRun(
                                ExitCodes.FAILED,
                                "job_1 failed\n  invalid-image: no picture\n",
                                ""));

        server.answer("GET /v1/jobs/job_1?wait=1ms", Reply.json(200, QUEUED));
        assertThat(CommandRun.of(server, "wait", "--timeout", "0s", "job_1").status())
                .isEqualTo(ExitCodes.STILL_OPEN);

        server.answer("GET /v1/jobs/job_1", Reply.json(200, FAILED));
        assertThat(CommandRun.of(server, "get", "job_1").status()).isZero();
    }

    @Test
    void printsEachStateAsItComes() {
        server.answer("GET /v1/jobs/job_1", Reply.json(200, QUEUED));
        server.answer(
                "GET /v1/jobs/job_1/events",
                Reply.of(
                        "text/event-stream",
                        "id: 1\ndata: " + QUEUED + "\n\nid: 3\ndata: " + DONE + "\n\n"));

        CommandRun run = CommandRun.of(server, "wait", "--follow", "job_1");

        assertThat(run.out().lines()).startsWith("job_1 queued", "job_1 succeeded  hit  12 ms");
        assertThat(run.status()).isZero();
    }

    @Test
    void printsTheServersObjectAsOneLineOfJson() {
        server.answer("GET /v1/jobs/job_1", Reply.json(200, DONE));

        assertThat(CommandRun.of(server, "get", "--json", "job_1").out()).isEqualTo(DONE + "\n");
    }

    @Test
    void tellsRefusedFromUnavailableFromUnreachable() {
        server.answer("GET /v1/jobs/a", Reply.problem(410, "gone", ""));
        CommandRun refused = CommandRun.of(server, "get", "a");
        assertThat(refused.status()).isEqualTo(ExitCodes.REFUSED);
        assertThat(refused.err()).isEqualTo("forebay: the server refused: 410 gone: said so\n");

        server.answer(
                "GET /v1/jobs/b",
                Reply.problem(503, "view-unavailable", "").with("Retry-After", "60"));
        CommandRun away = CommandRun.of(server, "get", "b");
        assertThat(away.status()).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(away.err()).contains("try again in 60 s");

        assertThat(CommandRun.of(server, "get").status()).isEqualTo(ExitCodes.USAGE);
        assertThat(CommandRun.of(server, "nonsense").status()).isEqualTo(ExitCodes.USAGE);
        CommandRun missing =
                CommandRun.of(server, "submit", "m", folder.resolve("none").toString());
        assertThat(missing.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(missing.err()).startsWith("forebay: there is no file");
    }

    @Test
    void saysHowToGiveItAKey() {
        CommandRun run =
                CommandRun.of(server.uri(), new byte[0], Map.of("FOREBAY_API_KEY", ""), "models");

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("set FOREBAY_API_KEY").contains("api-key");
    }

    @Test
    void findsTheKeyOfTheInstanceHere() throws IOException {
        Files.writeString(folder.resolve("api-key"), "fb_from_file\n");
        server.answer("GET /v1/models", Reply.json(200, "{\"data\":[]}"));

        CommandRun.of(
                server.uri(),
                new byte[0],
                Map.of("FOREBAY_API_KEY", "", "FOREBAY_HOME", folder.toString()),
                "models");

        assertThat(server.last().header("Authorization")).isEqualTo("Bearer fb_from_file");
    }

    @Test
    void cancelsAndSaysWhenItWasTooLate() {
        server.answer(
                "POST /v1/jobs/job_1/cancel",
                Reply.json(202, QUEUED),
                Reply.problem(409, "already-terminal", ",\"job\":" + DONE));

        assertThat(CommandRun.of(server, "cancel", "job_1"))
                .isEqualTo(new CommandRun(0, "job_1 canceling\n", ""));
        assertThat(CommandRun.of(server, "cancel", "job_1").status()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void runsABatchAndWritesEachResultOnce() throws IOException {
        Path lines = Files.writeString(folder.resolve("in.jsonl"), "{}\n{}\n");
        Path results = folder.resolve("out.jsonl");
        server.answer("POST /v1/batches", Reply.json(201, BATCH.formatted("open", 0, 0, 0)));
        server.answer(
                "POST /v1/batches/batch_1/lines?line=1",
                Reply.json(202, BATCH.formatted("open", 0, 0, 4)));
        server.answer(
                "POST /v1/batches/batch_1/finalize",
                Reply.json(202, BATCH.formatted("running", 0, 0, 4)));
        server.answer(
                "GET /v1/batches/batch_1",
                Reply.json(200, BATCH.formatted("open", 0, 0, 0)),
                Reply.json(200, BATCH.formatted("completed", 3, 1, 0)));
        String path = "GET /v1/batches/batch_1/";
        server.answer(
                path + "results",
                lines("{\"custom_id\":\"a\"}\n").with("Forebay-Next-Cursor", "r1"));
        server.answer(
                path + "results?after=r1",
                lines("{\"custom_id\":\"b\"}\n").with("Forebay-Next-Cursor", "r2"));
        server.answer(path + "results?after=r2", lines(""));
        server.answer(
                path + "errors",
                lines("{\"custom_id\":\"c\"}\n").with("Forebay-Next-Cursor", "e1"));
        server.answer(path + "errors?after=e1", lines(""));

        CommandRun run =
                CommandRun.of(
                        server, "batch", "run", lines.toString(), "--out", results.toString());

        assertThat(run.status()).as(run.err()).isEqualTo(ExitCodes.FAILED);
        assertThat(Files.readString(results))
                .isEqualTo("{\"custom_id\":\"a\"}\n{\"custom_id\":\"b\"}\n{\"custom_id\":\"c\"}\n");
        assertThat(run.err())
                .contains(
                        "batch batch_1 takes",
                        "100 %  4 of 4 done, 1 failed, 2 saved by the cache, 8/s");
        assertThat(server.asked())
                .filteredOn(asked -> asked.operation().contains("/lines"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.text()).isEqualTo("{}\n{}\n"));
        assertThat(run.out()).startsWith("batch_1 completed\n  lines 4: 3 completed, 1 failed");
        assertThat(CommandRun.of(server, "batch", "status", "batch_1").status())
                .isEqualTo(ExitCodes.FAILED);

        CommandRun drawn =
                CommandRun.atTerminal(
                        server, "batch", "run", lines.toString(), "--out", results.toString());
        assertThat(drawn.err()).contains("\r[========================] 100 %  4 of 4 done");
    }

    @Test
    void runsABatchFromAnObjectToObjects() throws IOException {
        String files =
                ",\"output\":{\"url\":\"s3://b/out/\",\"written\":%s,\"results\":\"s3://b/out/results.jsonl\",\"errors\":\"s3://b/out/errors.jsonl\"%s}}";
        String ended = BATCH.formatted("completed", 4, 0, 0);
        String open = ended.substring(0, ended.length() - 1);
        server.answer("POST /v1/batches", Reply.json(202, BATCH.formatted("open", 0, 0, 0)));
        server.answer(
                "GET /v1/batches/batch_1",
                Reply.json(200, open + files.formatted(false, "")),
                Reply.json(200, open + files.formatted(true, "")));

        CommandRun run =
                CommandRun.of(server, "batch", "run", "s3://b/in.jsonl", "--out", "s3://b/out/");

        assertThat(run.status()).as(run.err()).isEqualTo(ExitCodes.OK);
        assertThat(server.asked().getFirst().text())
                .isEqualTo(
                        "{\"input\":{\"url\":\"s3://b/in.jsonl\"},\"output\":{\"url\":\"s3://b/out/\"}}");
        assertThat(server.asked())
                .as("nothing is fetched that the server writes")
                .noneMatch(asked -> asked.operation().contains("/results"));

        server.answer(
                "GET /v1/batches/batch_1",
                Reply.json(
                        200,
                        open
                                + files.formatted(
                                        false, ",\"error\":{\"detail\":\"refused 100 %\"}")));
        CommandRun refused = CommandRun.of(server, "batch", "status", "batch_1");
        assertThat(refused.status()).isEqualTo(ExitCodes.FAILED);
        assertThat(refused.out()).contains("error: refused 100 %");
    }

    @Test
    void cancelsABatchUnlessItHasEnded() {
        server.answer(
                "POST /v1/batches/batch_1/cancel",
                Reply.json(202, BATCH.formatted("canceling", 1, 0, 3)),
                Reply.json(202, BATCH.formatted("canceling", 1, 0, 3)),
                Reply.problem(409, "already-terminal", ""));

        CommandRun canceled = CommandRun.of(server, "batch", "cancel", "batch_1");
        assertThat(canceled.status()).as(canceled.err()).isEqualTo(ExitCodes.OK);
        assertThat(canceled.out()).startsWith("batch_1 canceling\n");
        assertThat(CommandRun.of(server, "batch", "cancel", "batch_1", "--json").out())
                .startsWith("{\"id\":\"batch_1\"");
        CommandRun late = CommandRun.of(server, "batch", "cancel", "batch_1");
        assertThat(late.status()).isEqualTo(ExitCodes.REFUSED);
        assertThat(late.err()).contains("already-terminal");
    }

    private static Reply lines(String text) {
        return Reply.of("application/x-ndjson", text);
    }

    @Test
    void listsModelsAndTheirLanes() {
        server.answer(
                "GET /v1/models",
                Reply.json(
                        200,
                        "{\"data\":[{\"name\":\"eyes\",\"version\":\"2\",\"lanes\":{\"interactive\":{\"backlog\":7,\"throughput\":2.5,\"replicas\":3},\"bulk\":{\"backlog\":0}}}]}"));

        assertThat(CommandRun.of(server, "models").out().lines())
                .last()
                .asString()
                .matches("eyes +2 +tensors +7 +0");
        server.answer(
                "GET /v1/overview",
                Reply.json(
                        200,
                        "{\"totals\":{\"waiting\":7,\"endedPerSecond\":2.5},\"lanes\":[{\"model\":\"eyes\",\"lane\":\"interactive\",\"waiting\":7,\"oldestSeconds\":1.5,\"throughput\":2.5,\"workers\":3,\"latency\":{\"p95\":0.2},\"batches\":{\"meanSize\":4}},{\"model\":\"eyes\",\"lane\":\"bulk\",\"waiting\":0}]}"));
        CommandRun top = CommandRun.of(server, "top", "--count", "1");
        assertThat(top.out())
                .startsWith(
                        "forebay  2030-01-01T00:00:00Z  7 waiting, 2.5/s ended, half within -, 95 % within -\n");
        assertThat(top.out().lines().skip(2))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "eyes +interactive +7 +1.5 s +2.5 +- +0.200 s +4.0 +3"),
                        line -> assertThat(line).matches("eyes +bulk +0 +- +- +- +- +- +-"));
        assertThat(CommandRun.of(server, "top", "--count", "1", "--json").out())
                .startsWith("{\"totals\":");
    }

    @Test
    void showsAndRedrivesDeadLetters() {
        String letter =
                "{\"id\":\"dl_0_1\",\"model\":\"eyes\",\"diedAt\":\"2030\",\"attemptCount\":3,\"error\":{\"code\":\"execution-failed\",\"detail\":\"no memory\"},\"jobs\":[\"job_1\"]}";
        server.answer(
                "GET /v1/dead-letters?limit=50",
                Reply.json(200, "{\"data\":[" + letter + "],\"nextCursor\":null}"));
        server.answer("GET /v1/dead-letters/dl_0_1", Reply.json(200, letter));
        server.answer("POST /v1/dead-letters/dl_0_1/redrive", Reply.json(202, QUEUED));
        server.answer("POST /v1/jobs/job_9/redrive", Reply.json(202, QUEUED));

        assertThat(CommandRun.of(server, "dead-letters", "list").out())
                .isEqualTo("dl_0_1 2030 eyes 3 attempts  execution-failed: no memory\n");
        assertThat(CommandRun.of(server, "dead-letters", "show", "dl_0_1").out())
                .contains("\n  job job_1");
        assertThat(CommandRun.of(server, "dead-letters", "redrive", "dl_0_1", "job_9").out())
                .isEqualTo("job_1 queued  redrives dl_0_1\njob_1 queued  redrives job_9\n");
    }
}
