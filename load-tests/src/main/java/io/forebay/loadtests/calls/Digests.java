package io.forebay.loadtests.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Documents in a few letters: equal ones alike, whatever the order of their members. */
public final class Digests {

    private static final int SHOWN = 16;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private Digests() {}

    /** Of a JSON document. */
    public static String of(JsonNode document) {
        try {
            // Only as plain maps are members put in order.
            byte[] text = MAPPER.writeValueAsBytes(MAPPER.treeToValue(document, Object.class));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash).substring(0, SHOWN);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write what was read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
