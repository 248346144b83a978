package io.forebay.loadtests.torture.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.loadtests.check.Expected;
import io.forebay.loadtests.cluster.TenantKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job as it is offered.
 *
 * @param number in the campaign
 * @param input the numbers of its one row, which an echo gives back; or empty
 * @param body JSON of the Open Inference Protocol
 * @param deadline epoch milliseconds; 0 = none
 * @param callback where its end is to be told; or empty
 */
public record Offer(
        int number,
        TenantKey tenant,
        String model,
        String input,
        String body,
        Expected expected,
        long deadline,
        String callback) {

    String key() {
        return "job-" + number;
    }

    String path() {
        return "/v1/models/" + model + "/jobs";
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Idempotency-Key", '"' + key() + '"');
        headers.put("Prefer", "respond-async");
        headers.put("Forebay-Queue-Timeout", "1800");
        if (deadline > 0) {
            headers.put("Forebay-Deadline", java.time.Instant.ofEpochMilli(deadline).toString());
        }
        if (!callback.isEmpty()) {
            headers.put("Forebay-Callback", callback);
        }
        return headers;
    }

    /** Whether a document that says it succeeded has the output that the input asks for. */
    boolean isAnsweredBy(JsonNode document) {
        return input.isEmpty()
                || !document.path("state").asText().equals("succeeded")
                || document.path("outputs").path(0).path("data").toString().equals(input);
    }
}
