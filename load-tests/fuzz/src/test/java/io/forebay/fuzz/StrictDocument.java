package io.forebay.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as another reader has it: one value, nothing after it, no member twice. */
public final class StrictDocument {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private StrictDocument() {}

    public static boolean isOne(byte[] bytes) {
        try {
            return MAPPER.readTree(Parts.text(bytes)).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
