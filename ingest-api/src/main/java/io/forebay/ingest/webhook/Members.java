package io.forebay.ingest.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.ingest.json.StrictJson;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.schemas.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a small JSON object. Confined to one request.
 *
 * @param object {@code {}} where there was no body
 * @param code of the problem when a member is not as it must be
 */
public record Members(JsonNode object, ProblemCode code) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    /**
     * Reads the body, which may be empty.
     *
     * @param known every member that may be there
     * @throws RefusedException when it is no such object
     */
    public static Members read(RequestBody body, Set<String> known) {
        return read(body, known, ProblemCode.INVALID_CALLBACK);
    }

    /** The same for what is no callback. */
    public static Members read(RequestBody body, Set<String> known, ProblemCode code) {
        if (body.length() == 0) {
            return new Members(MAPPER.createObjectNode(), code);
        }
        if (!StrictJson.isUtf8(body.bytes(), 0, body.length())) {
            throw new RefusedException(ProblemCode.MALFORMED_REQUEST, "the body is not UTF-8");
        }
        try (JsonParser in = StrictJson.parser(body.bytes(), 0, body.length())) {
            JsonNode object = MAPPER.readTree(in);
            if (object == null || !object.isObject() || in.nextToken() != null) {
                throw new RefusedException(
                        ProblemCode.MALFORMED_REQUEST, "the body must be one JSON object");
            }
            for (var member : object.properties()) {
                if (!known.contains(member.getKey())) {
                    throw refused(
                            code,
                            "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                            "is unknown; expected " + String.join(", ", known));
                }
            }
            return new Members(object, code);
        } catch (JsonProcessingException e) {
            throw new RefusedException(
                    ProblemCode.MALFORMED_REQUEST,
                    "the body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory gives every byte", e);
        }
    }

    public Optional<String> text(String name, int maxLength) {
        Optional<JsonNode> value = value(name);
        if (value.filter(node -> !node.isTextual() || node.asText().length() > maxLength)
                .isPresent()) {
            throw refused(
                    code,
                    "/" + name,
                    "expected a text of at most %d characters".formatted(maxLength));
        }
        return value.map(JsonNode::asText);
    }

    Optional<Boolean> bool(String name) {
        Optional<JsonNode> value = value(name);
        if (value.filter(node -> !node.isBoolean()).isPresent()) {
            throw refused(code, "/" + name, "expected true or false");
        }
        return value.map(JsonNode::asBoolean);
    }

    /** A list of texts, or one. */
    public Optional<List<String>> texts(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value.get().isArray() ? value.get() : List.of(value.get())) {
            if (!item.isTextual()) {
                throw refused(code, "/" + name, "expected a list of texts");
            }
            texts.add(item.asText());
        }
        return Optional.of(texts);
    }

    static RuntimeException refused(String pointer, String detail) {
        return refused(ProblemCode.INVALID_CALLBACK, pointer, detail);
    }

    private static RuntimeException refused(ProblemCode code, String pointer, String detail) {
        return Refusal.of(code, InputError.pointer(pointer, detail)).toException();
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }
}
