package io.forebay.ingest.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.json.StrictJson;
import io.forebay.ingest.json.WellFormed;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.schemas.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The members of one line: short ones as text, those of the inference as they are written, so that
 * tensors are read once.
 */
final class LineMembers {

    private static final java.util.Set<String> TEXTS =
            java.util.Set.of("custom_id", "model", "version", "dataref");
    private static final java.util.Set<String> INFERENCE =
            java.util.Set.of("inputs", "outputs", "parameters");
    private static final byte[] DATAREF = "\"dataref\"".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_TEXT = 512;
    private static final int MAX_URL = 1100;

    private final byte[] line;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, int[]> ranges = new LinkedHashMap<>();
    private byte @org.jspecify.annotations.Nullable [] image;

    LineMembers(byte[] line) {
        this.line = line;
    }

    /**
     * Reads the line, as far as it can be read.
     *
     * @throws io.forebay.ingest.problem.RefusedException when it is no line
     */
    void read() {
        if (!StrictJson.isUtf8(line, 0, line.length)) {
            throw malformed("expected JSON in UTF-8 without a byte order mark");
        }
        try (JsonParser in = StrictJson.parser(line, 0, line.length)) {
            object(in);
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory gives every byte", e);
        }
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** Whether the text has the name of the member, wherever; no answer is given of its sense. */
    static boolean mayRefer(byte[] line) {
        for (int at = 0; at <= line.length - DATAREF.length; at++) {
            if (line[at] == DATAREF[0]
                    && Arrays.equals(line, at, at + DATAREF.length, DATAREF, 0, DATAREF.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the line itself has something of the inference. */
    boolean hasInference() {
        return !ranges.isEmpty();
    }

    /** The decoded picture, when the line has one. */
    Optional<RequestBody> picture() {
        return Optional.ofNullable(image).map(bytes -> new RequestBody(bytes, bytes.length));
    }

    /** The inference alone, as the Open Inference Protocol has it. */
    RequestBody inference() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(line.length);
        body.write('{');
        ranges.forEach((name, range) -> {
            if (body.size() > 1) {
                body.write(',');
            }
            body.writeBytes(("\"" + name + "\":").getBytes(StandardCharsets.UTF_8));
            body.write(line, range[0], range[1] - range[0]);
        });
        body.write('}');
        byte[] bytes = body.toByteArray();
        return new RequestBody(bytes, bytes.length);
    }

    private void object(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("expected an object");
        }
        java.util.Set<String> seen = new java.util.HashSet<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            if (!seen.add(name)) {
                throw invalid("'" + name + "' is there twice");
            }
            in.nextToken();
            member(in, name);
        }
        if (in.nextToken() != null) {
            throw malformed("the line goes on after its JSON");
        }
    }

    private void member(JsonParser in, String name) throws IOException {
        if (TEXTS.contains(name)) {
            texts.put(name, text(in, name));
        } else if (INFERENCE.contains(name)) {
            int from = (int) in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            ranges.put(name, new int[] {from, (int) in.currentLocation().getByteOffset()});
        } else if (name.equals("image_base64")) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw invalid("'image_base64' is no string");
            }
            image = in.getBinaryValue();
        } else {
            throw invalid(
                    "'%s' is unknown; known are custom_id, model, version, inputs, outputs, parameters, image_base64, dataref"
                            .formatted(name));
        }
    }

    private static String text(JsonParser in, String name) throws IOException {
        int most = name.equals("dataref") ? MAX_URL : MAX_TEXT;
        if (in.currentToken() != JsonToken.VALUE_STRING || in.getTextLength() > most) {
            throw invalid("'%s' is no string of at most %d characters".formatted(name, most));
        }
        if (!WellFormed.test(in.getText())) {
            throw invalid("'" + name + "' has half of a surrogate pair");
        }
        return in.getText();
    }

    private static RuntimeException malformed(String detail) {
        return Refusal.of(ProblemCode.MALFORMED_REQUEST, detail).toException();
    }

    private static RuntimeException invalid(String detail) {
        return Refusal.of(ProblemCode.INVALID_INPUT, detail).toException();
    }
}
