package io.forebay.loadtests.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The OpenAPI 3.1 document that answers are held against: whether the status is documented for the
 * operation, the media type for the status, and whether the body is valid by JSON Schema 2020-12,
 * formats included. Safe for use by several threads.
 */
public final class Contract {

    private static final String BASE = "https://forebay.invalid/openapi";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonNode document;
    private final Operations operations;
    private final SchemaRegistry schemas;
    private final Map<String, Schema> byPointer = new ConcurrentHashMap<>();
    private final Ledger ledger;

    /**
     * @param document as the server gives it
     * @param ledger where answers are noted that are as they should be
     */
    public Contract(JsonNode document, Ledger ledger) {
        this.document = document;
        this.ledger = ledger;
        this.operations = new Operations(document);
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        this.schemas =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder ->
                                builder.schemaRegistryConfig(config)
                                        .schemas(Map.of(BASE, document.toString())));
    }

    public Set<String> documented() {
        return operations.answers();
    }

    /** What is wrong with an answer; empty when nothing is. */
    public Optional<String> fault(Observed answer) {
        Optional<String> template = operations.template(answer.path());
        boolean served = template.isPresent() && operations.has(template.get(), answer.method());
        if (!served) {
            return refused(answer, template.isPresent());
        }
        Optional<String> pointer =
                operations.answer(template.get(), answer.method(), answer.status());
        if (pointer.isEmpty()) {
            return Optional.of(answer + " is not documented: " + text(answer));
        }
        Optional<String> fault = body(answer, pointer.get());
        if (fault.isEmpty()) {
            ledger.note(Operations.name(template.get(), answer.method()), answer.status());
        }
        return fault;
    }

    /** What is no operation is refused, by a problem like any other. */
    private Optional<String> refused(Observed answer, boolean pathIsServed) {
        int expected = pathIsServed ? 405 : 404;
        return answer.status() == expected
                ? body(answer, "/components/responses/problem")
                : Optional.of(answer + " is no operation, and should be " + expected);
    }

    private Optional<String> body(Observed answer, String pointer) {
        JsonNode content = document.at(pointer).path("content");
        if (answer.body().length == 0) {
            return content.isEmpty() || answer.mediaType().equals("application/x-ndjson")
                    ? Optional.empty()
                    : Optional.of(answer + " has no body");
        }
        if (!content.has(answer.mediaType())) {
            return Optional.of(answer + " is not documented as " + answer.contentType());
        }
        String schema = pointer + "/content/" + Operations.escaped(answer.mediaType()) + "/schema";
        return switch (answer.mediaType()) {
            case "application/json", "application/problem+json" ->
                    invalid(answer, schema, text(answer));
            case "application/x-ndjson" -> lines(answer, schema);
            case "text/event-stream" -> events(answer);
            default -> Optional.empty();
        };
    }

    private Optional<String> lines(Observed answer, String schema) {
        return text(answer)
                .lines()
                .flatMap(line -> invalid(answer, schema, line).stream())
                .findFirst();
    }

    /** The data of every event is a job. */
    private Optional<String> events(Observed answer) {
        return text(answer)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .flatMap(data -> invalid(answer, "/components/schemas/Job", data).stream())
                .findFirst();
    }

    private Optional<String> invalid(Observed answer, String pointer, String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return Optional.of(answer + " is no JSON: " + json);
        }
        if (document.at(pointer).isMissingNode()) {
            return Optional.empty();
        }
        List<Error> faults = schema(pointer).validate(node);
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(answer + " is not valid: " + faults + "\n" + node.toPrettyString());
    }

    private Schema schema(String pointer) {
        return byPointer.computeIfAbsent(
                pointer, at -> schemas.getSchema(SchemaLocation.of(BASE + "#" + at)));
    }

    private static String text(Observed answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
