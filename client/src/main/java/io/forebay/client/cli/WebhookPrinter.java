package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.forebay.client.webhook.Verification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints webhooks as they come. Safe for use by several threads. */
final class WebhookPrinter {

    /** How many ids are remembered to tell repeats. */
    private static final int REMEMBERED = 10_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PrintStream out;
    private final boolean json;
    private final Map<String, Boolean> seen =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    WebhookPrinter(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    synchronized void print(Verification verification, byte[] body) {
        switch (verification) {
            case Verification.Rejected(String reason) -> {
                if (!json) {
                    out.println("REJECTED  " + reason);
                }
            }
            case Verification.Verified(String id, var sentAt) -> {
                boolean repeat = seen.put(id, true) != null;
                out.println(json ? oneLine(body) : line(id, sentAt.toString(), repeat, body));
            }
        }
        out.flush();
    }

    private static String line(String id, String sentAt, boolean repeat, byte[] body) {
        JsonNode event = parse(body);
        JsonNode data = event.path("data");
        return "%s %s %s %s %s%s"
                .formatted(
                        sentAt,
                        id,
                        event.path("type").asText("?"),
                        data.path("id").asText(),
                        data.path("state").asText(data.path("status").asText()),
                        repeat ? "  (again)" : "");
    }

    private static String oneLine(byte[] body) {
        JsonNode event = parse(body);
        return event.isMissingNode()
                ? new String(body, StandardCharsets.UTF_8).replaceAll("\\R", " ")
                : event.toString();
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode event = MAPPER.readTree(body);
            return event == null ? MissingNode.getInstance() : event;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
