package io.forebay.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Jobs that used up their attempts. Needs a key with the scope {@code operate}. */
public final class DeadLetters {

    private static final String PATH = "/v1/dead-letters";

    private final Transport transport;

    DeadLetters(Transport transport) {
        this.transport = transport;
    }

    /** Up to so many, newest first, without their inputs. */
    public List<JsonNode> list(int limit) {
        List<JsonNode> letters = new ArrayList<>();
        String cursor = "";
        do {
            String query = "?limit=" + Math.clamp(limit - letters.size(), 1, 100);
            JsonNode page = transport.json(Call.get(PATH + query + cursor));
            page.path("data").forEach(letters::add);
            String next = page.path("nextCursor").asText("");
            cursor = next.isEmpty() || next.equals("null") ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty() && letters.size() < limit);
        return List.copyOf(letters.subList(0, Math.min(limit, letters.size())));
    }

    public JsonNode show(String id) {
        return transport.json(Call.get(PATH + "/" + ForebayClient.part(id)));
    }

    /** Runs it again, as a new job that names the old one in {@code redriveOf}. */
    public Job redrive(String id) {
        return new Job(
                transport.json(
                        Call.post(PATH + "/" + ForebayClient.part(id) + "/redrive")
                                .with("Idempotency-Key", '"' + UUID.randomUUID().toString() + '"')
                                .repeatable()));
    }
}
