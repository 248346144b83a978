package io.forebay.ingest.webhook;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.schemas.document.Times;
import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.wire.EndpointStanding;
import io.forebay.schemas.wire.SigningScheme;
import io.forebay.schemas.wire.WebhookEndpoint;
import java.io.IOException;

/** Writes endpoints as the contract has them. */
public final class EndpointWriter {

    private EndpointWriter() {}

    /** One object. */
    public static void write(JsonGenerator out, Endpoint endpoint) throws IOException {
        out.writeStartObject();
        members(out, endpoint);
        out.writeEndObject();
    }

    /** One object, with what is shown this once only. */
    public static void write(JsonGenerator out, Revealed revealed) throws IOException {
        out.writeStartObject();
        members(out, new Endpoint(revealed.endpoint(), EndpointStanding.getDefaultInstance()));
        if (!revealed.secret().isEmpty()) {
            out.writeStringField("secret", revealed.secret());
        }
        out.writeEndObject();
    }

    private static void members(JsonGenerator out, Endpoint endpoint) throws IOException {
        WebhookEndpoint definition = endpoint.definition();
        out.writeStringField("id", definition.getId());
        out.writeStringField("object", "webhook-endpoint");
        out.writeStringField("url", definition.getUrl());
        out.writeArrayFieldStart("events");
        for (String event : definition.getEventsList()) {
            out.writeString(event);
        }
        out.writeEndArray();
        if (!definition.getDescription().isEmpty()) {
            out.writeStringField("description", definition.getDescription());
        }
        boolean pair = definition.getScheme() == SigningScheme.V1A_ED25519;
        out.writeStringField("signing", pair ? "v1a" : "v1");
        if (pair) {
            out.writeStringField("publicKey", definition.getPublicKey());
        }
        out.writeBooleanField("enabled", endpoint.isActive());
        if (endpoint.isGivenUp()) {
            out.writeStringField("disabledReason", endpoint.standing().getReason());
            out.writeStringField("disabledAt", Times.text(endpoint.standing().getDisabledAt()));
        }
        out.writeStringField("createdAt", Times.text(definition.getCreatedAt()));
        out.writeStringField("updatedAt", Times.text(definition.getUpdatedAt()));
    }
}
