package io.forebay.ingest.webhook;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.schemas.document.Times;
import io.forebay.schemas.wire.AttemptOutcome;
import io.forebay.schemas.wire.DeliveryAttempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the log of a job's deliveries as the contract has it. */
public final class DeliveryWriter {

    private DeliveryWriter() {}

    /**
     * A list of deliveries, each with its attempts.
     *
     * @param attempts in the order of their starts
     */
    public static void list(JsonGenerator out, List<DeliveryAttempt> attempts) throws IOException {
        Map<String, List<DeliveryAttempt>> deliveries = new LinkedHashMap<>();
        attempts.forEach(attempt ->
                deliveries
                        .computeIfAbsent(attempt.getDeliveryId(), _ -> new ArrayList<>())
                        .add(attempt));
        out.writeStartObject();
        out.writeStringField("object", "list");
        out.writeArrayFieldStart("data");
        for (List<DeliveryAttempt> delivery : deliveries.values()) {
            delivery(out, delivery);
        }
        out.writeEndArray();
        out.writeNullField("nextCursor");
        out.writeEndObject();
    }

    private static void delivery(JsonGenerator out, List<DeliveryAttempt> attempts)
            throws IOException {
        DeliveryAttempt last = attempts.getLast();
        out.writeStartObject();
        out.writeStringField("id", last.getDeliveryId());
        out.writeStringField("object", "delivery");
        out.writeStringField("event", last.getEvent());
        if (!last.getEndpointId().isEmpty()) {
            out.writeStringField("endpoint", last.getEndpointId());
        }
        out.writeStringField("url", last.getUrl());
        out.writeStringField("state", name(last.getOutcome()));
        if (last.getOutcome() == AttemptOutcome.RETRYING) {
            out.writeStringField("nextAttemptAt", Times.text(last.getNextAt()));
        }
        out.writeArrayFieldStart("attempts");
        for (DeliveryAttempt attempt : attempts) {
            attempt(out, attempt);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void attempt(JsonGenerator out, DeliveryAttempt attempt) throws IOException {
        out.writeStartObject();
        out.writeNumberField("n", attempt.getNumber());
        out.writeStringField("startedAt", Times.text(attempt.getStartedAt()));
        out.writeNumberField("tookMs", attempt.getTookMs());
        if (attempt.getStatus() != 0) {
            out.writeNumberField("status", attempt.getStatus());
        }
        if (!attempt.getError().isEmpty()) {
            out.writeStringField("error", attempt.getError());
        }
        out.writeEndObject();
    }

    private static String name(AttemptOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
