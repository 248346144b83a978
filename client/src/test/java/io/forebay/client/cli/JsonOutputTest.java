package io.forebay.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.client.testing.TestingForebay;
import io.forebay.client.testing.TestingForebay.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With {@code --json} a command prints what the server sent, a value on a line, and nothing else.
 */
class JsonOutputTest {

    private static final Path DIGITS = Path.of("..", "models", "digits");
    private static final String QUEUED =
            "{\"id\":\"job_1\",\"state\":\"queued\",\"terminal\":false}";
    private static final String DONE =
            "{\"id\":\"job_1\",\"state\":\"succeeded\",\"terminal\":true,\"outputs\":[{\"data\":[1.5]}]}";
    private static final String BATCH =
            "{\"id\":\"batch_1\",\"status\":\"%s\",\"request_counts\":{\"total\":1,\"completed\":1},\"later\":{\"member\":[true]}}";
    private static final String LETTER =
            "{\"id\":\"dl_0_%d\",\"model\":\"eyes\",\"error\":{\"code\":\"execution-failed\"},\"jobs\":[\"job_1\"]}";
    private static final String KEY =
            "{\"id\":\"a1\",\"tenant\":\"acme\",\"scopes\":[\"read\"],\"valid\":%s,\"name\":\"ci\"}";

    private final TestingForebay server = new TestingForebay();

    @TempDir Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void ofJobs() throws IOException {
        String request = Files.writeString(folder.resolve("r.json"), "{\"inputs\":[]}").toString();
        server.answer("POST /v1/models/sum/jobs", Reply.json(202, QUEUED));
        server.answer("GET /v1/jobs/job_1?wait=30000ms", Reply.json(200, DONE));
        server.answer(
                "POST /v1/jobs/job_1/cancel",
                Reply.json(202, QUEUED),
                Reply.problem(409, "already-terminal", ",\"job\":" + DONE));

        prints(0, QUEUED, "submit", "--json", "sum", request);
        prints(0, DONE, "submit", "--json", "sum", request, "--wait");
        prints(0, DONE, "wait", "--json", "job_1");
        prints(0, QUEUED, "cancel", "--json", "job_1");
        prints(ExitCodes.FAILED, DONE, "cancel", "--json", "job_1");
    }

    @Test
    void ofBatches() throws IOException {
        String open = BATCH.formatted("open");
        String ended = BATCH.formatted("completed");
        String lines = Files.writeString(folder.resolve("in.jsonl"), "{}\n").toString();
        String results = folder.resolve("out.jsonl").toString();
        server.answer("POST /v1/batches", Reply.json(201, open));
        server.answer("POST /v1/batches/batch_1/lines?line=1", Reply.json(202, open));
        server.answer("POST /v1/batches/batch_1/finalize", Reply.json(202, open));
        server.answer("GET /v1/batches/batch_1", Reply.json(200, ended));
        server.answer("GET /v1/batches/batch_1/results", Reply.of("application/x-ndjson", ""));
        server.answer("GET /v1/batches/batch_1/errors", Reply.of("application/x-ndjson", ""));
        server.answer("POST /v1/batches/batch_1/cancel", Reply.json(202, open));

        CommandRun run = CommandRun.of(server, "batch", "run", "--json", lines, "-o", results);
        assertThat(run.out()).as(run.err()).isEqualTo(ended + "\n");
        assertThat(run.status()).isZero();
        prints(0, ended, "batch", "status", "--json", "batch_1");
        prints(0, open, "batch", "cancel", "--json", "batch_1");
    }

    @Test
    void ofDeadLetters() {
        String first = LETTER.formatted(1);
        String second = LETTER.formatted(2);
        server.answer(
                "GET /v1/dead-letters?limit=50",
                Reply.json(200, "{\"data\":[" + second + "," + first + "],\"nextCursor\":null}"));
        server.answer("GET /v1/dead-letters/dl_0_1", Reply.json(200, first));
        server.answer("POST /v1/dead-letters/dl_0_1/redrive", Reply.json(202, QUEUED));
        server.answer("POST /v1/jobs/job_9/redrive", Reply.json(200, DONE));

        prints(0, second + "\n" + first, "dead-letters", "list", "--json");
        prints(0, first, "dead-letters", "show", "--json", "dl_0_1");
        prints(0, QUEUED + "\n" + DONE, "dead-letters", "redrive", "--json", "dl_0_1", "job_9");
    }

    @Test
    void ofModels() {
        String model = "{\"name\":\"digits\",\"version\":\"1\",\"inputs\":[],\"traffic\":{}}";
        server.answer("PUT /v1/models/digits/versions/1", Reply.json(200, model));
        server.answer("GET /v1/models", Reply.json(200, "{\"data\":[" + model + "]}"));

        prints(0, model, "models", "apply", "--json", DIGITS.toString());
        prints(0, model, "models", "--json");
    }

    @Test
    void ofKeys() {
        String key = KEY.formatted(true);
        server.answer("POST /v1/keys", Reply.json(201, key));
        server.answer("GET /v1/keys", Reply.json(200, "{\"data\":[" + key + "]}"));
        server.answer("POST /v1/keys/a1/rotate", Reply.json(200, key));
        server.answer("GET /v1/keys/a1", Reply.json(200, key));
        server.answer("DELETE /v1/keys/a1", Reply.json(204, ""));

        prints(0, key, "keys", "create", "--json");
        prints(0, key, "keys", "list", "--json");
        prints(0, key, "keys", "rotate", "--json", "a1");
        prints(0, KEY.formatted(false), "keys", "revoke", "--json", "a1");
    }

    private void prints(int status, String json, String... command) {
        assertThat(CommandRun.of(server, command))
                .as(String.join(" ", command))
                .isEqualTo(new CommandRun(status, json + "\n", ""));
    }
}
