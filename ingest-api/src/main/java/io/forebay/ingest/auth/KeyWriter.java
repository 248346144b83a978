package io.forebay.ingest.auth;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.schemas.document.Times;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;

/** Writes issued keys as the contract has them: never what is kept of their text. */
public record KeyWriter(InstantSource clock) {

    /** One object. */
    public void write(JsonGenerator out, IssuedKey key) throws IOException {
        out.writeStartObject();
        members(out, key);
        out.writeEndObject();
    }

    /** One object, with the text, which is shown this once. */
    public void write(JsonGenerator out, KeyBook.Made made) throws IOException {
        out.writeStartObject();
        members(out, made.key());
        out.writeStringField("key", made.text().text());
        out.writeEndObject();
    }

    private void members(JsonGenerator out, IssuedKey key) throws IOException {
        out.writeStringField("id", key.id());
        out.writeStringField("object", "api-key");
        out.writeStringField("tenant", key.tenant());
        if (!key.definition().getName().isEmpty()) {
            out.writeStringField("name", key.definition().getName());
        }
        out.writeArrayFieldStart("scopes");
        for (Scope scope : key.scopes()) {
            out.writeString(scope.wireName());
        }
        out.writeEndArray();
        out.writeBooleanField("valid", key.isValid(clock.instant()));
        out.writeStringField("createdAt", Times.text(key.definition().getCreatedAt()));
        if (key.until().isBefore(Instant.MAX)) {
            out.writeStringField("expiresAt", Times.text(key.until().toEpochMilli()));
        }
        if (key.isReplaced()) {
            out.writeStringField("successor", key.end().getSuccessor());
        }
    }
}
