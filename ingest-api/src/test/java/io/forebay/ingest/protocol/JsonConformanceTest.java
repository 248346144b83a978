package io.forebay.ingest.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.testing.TestingModels;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Datatype;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** JSONTestSuite's cases as whole bodies, and as members of requests. */
final class JsonConformanceTest {

    private static final Path CASES = Path.of("../../shared/conformance/json");
    private static final Model MODEL = TestingModels.one(Datatype.BYTES, -1);

    private record Case(String name, String kind, ByteString bytes) {}

    @Test
    void callsMalformedExactlyWhatIsNoJson() throws IOException {
        for (Case one : cases()) {
            for (Place place : Place.values()) {
                if (one.bytes.isEmpty() && place == Place.TENSOR) {
                    // An array of nothing is well formed.
                    continue;
                }
                Optional<Refusal> refusal = refusal(place.around(one.bytes.toByteArray()));
                String name = one.name + " " + place;
                switch (one.kind) {
                    case "n" -> assertThat(malformed(refusal)).as(name).isTrue();
                    case "y" -> assertThat(malformed(refusal)).as(name).isFalse();
                    default ->
                            assertThat(refusal.map(Refusal::code).orElse(ProblemCode.INVALID_INPUT))
                                    .as(name)
                                    .isIn(ProblemCode.MALFORMED_REQUEST, ProblemCode.INVALID_INPUT);
                }
            }
        }
    }

    private static boolean malformed(Optional<Refusal> refusal) {
        return refusal.filter(any -> any.code() == ProblemCode.MALFORMED_REQUEST).isPresent();
    }

    private static Optional<Refusal> refusal(byte[] body) {
        try {
            Reading.json(MODEL, body);
            return Optional.empty();
        } catch (io.forebay.ingest.problem.RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    /** Where a case stands. */
    private enum Place {
        BODY("", ""),
        UNKNOWN("{\"input\":", "}"),
        PARAMETER("{\"parameters\":{\"p\":", "}}"),
        METADATA("{\"parameters\":{\"metadata\":", "}}"),
        TENSOR("{\"inputs\":[", "]}"),
        DATA(
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{},\"data\":",
                "}]}"),
        DEFERRED(
                "{\"inputs\":[{\"data\":",
                ",\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP64\"}]}");

        private final String before;
        private final String after;

        Place(String before, String after) {
            this.before = before;
            this.after = after;
        }

        byte[] around(byte[] bytes) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(before.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(bytes);
            body.writeBytes(after.getBytes(StandardCharsets.UTF_8));
            return body.toByteArray();
        }
    }

    private static List<Case> cases() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "SKIPPED: the JSON cases are not at " + CASES);
        JsonNode index = new JsonMapper().readTree(CASES.resolve("index.json").toFile());
        List<Case> cases = new ArrayList<>();
        for (JsonNode entry : index.path("cases")) {
            String file = entry.path("file").asText();
            cases.add(
                    new Case(
                            file,
                            entry.path("class").asText(),
                            ByteString.copyFrom(Files.readAllBytes(CASES.resolve(file)))));
        }
        assertThat(cases).hasSizeGreaterThan(100);
        return cases;
    }
}
