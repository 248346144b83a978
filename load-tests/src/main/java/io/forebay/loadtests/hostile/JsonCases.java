package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.loadtests.hostile.Expectation.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts that are JSON, are not, or may be: as a body, and within one. */
final class JsonCases {

    private static final String FAMILY = "json";

    private JsonCases() {}

    /** Where a text stands. */
    private enum Place {
        BODY("", ""),
        MEMBER("{" + Prey.inputs(1) + ",\"input\":", "}"),
        METADATA("{" + Prey.inputs(2) + ",\"parameters\":{\"metadata\":{\"k\":", "}}}"),
        DATA(
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,64],\"datatype\":\"UINT8\",\"data\":",
                "}]}");

        private final String before;
        private final String after;

        Place(String before, String after) {
            this.before = before;
            this.after = after;
        }

        byte[] around(byte[] text) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(before.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(text);
            body.writeBytes(after.getBytes(StandardCharsets.UTF_8));
            return body.toByteArray();
        }
    }

    /**
     * @param folder with its {@code index.json}
     */
    static List<HostileCase> of(CaseFolder folder) {
        List<HostileCase> cases = new ArrayList<>();
        for (JsonNode entry : folder.json("index.json").path("cases")) {
            String file = entry.path("file").asText();
            Kind expected = expected(entry.path("expect").asText());
            for (Place place : Place.values()) {
                cases.add(
                        new OneRequest(
                                FAMILY,
                                file + " as " + place,
                                HttpBytes.post(
                                        Prey.tensorJobs(),
                                        "application/json",
                                        place.around(folder.bytes(file))),
                                expected));
            }
        }
        return cases;
    }

    private static Kind expected(String expect) {
        return switch (expect) {
            case "accept_as_json" -> Kind.READABLE;
            case "reject_400" -> Kind.MALFORMED;
            case "accept_or_400", "accept_or_400_but_stable" -> Kind.EITHER;
            default -> throw new IllegalArgumentException("unknown expectation: " + expect);
        };
    }
}
