package io.forebay.results.redis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/** A configured text that is never printed. */
public record Secret(String value) {

    private static final String REDACTED = "********";

    /** YAML takes a password of digits for a number. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Secret of(JsonNode scalar) {
        if (!scalar.isValueNode()) {
            throw new IllegalArgumentException("expected a text");
        }
        return new Secret(scalar.asText());
    }

    @JsonValue
    @Override
    public String toString() {
        return REDACTED;
    }
}
