package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A batch from its lines to what came of each. */
final class BatchTalk {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private BatchTalk() {}

    /**
     * What came of it.
     *
     * @param created the answer to the upload
     * @param lines results, then errors; empty when the batch was refused or has not ended
     */
    record Ended(Reply created, List<JsonNode> lines) {

        Ended {
            lines = List.copyOf(lines);
        }
    }

    /** By an upload of these lines. */
    static Ended run(Assailant assailant, CharSequence lines)
            throws IOException, InterruptedException {
        byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
        return run(assailant, HttpBytes.post("/v1/batches", "application/x-ndjson", body));
    }

    static Ended run(Assailant assailant, HttpBytes upload)
            throws IOException, InterruptedException {
        Reply created = assailant.ask(upload);
        String id = created.json().path("id").asText();
        if (!created.isAccepted() || id.isEmpty()) {
            return new Ended(created, List.of());
        }
        String self = "/v1/batches/" + id;
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!assailant.ask(HttpBytes.get(self)).json().path("terminal").asBoolean()) {
            if (System.nanoTime() > until) {
                return new Ended(created, List.of());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String list : List.of("/results", "/errors")) {
            Reply page = assailant.ask(HttpBytes.get(self + list + "?limit=10000"));
            for (String line : page.text().lines().toList()) {
                lines.add(JSON.readTree(line));
            }
        }
        return new Ended(created, lines);
    }
}
