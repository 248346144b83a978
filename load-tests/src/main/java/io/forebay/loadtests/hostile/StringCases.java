package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.loadtests.hostile.Expectation.Kind;
import io.forebay.loadtests.random.SeededBits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Strings that others stumble over: as metadata, names of models, keys and ids of lines. */
final class StringCases {

    private static final String FAMILY = "strings";
    private static final String PAIR = "k";

    private StringCases() {}

    /**
     * @param folder with {@code blns.json} and {@code sf-string.json}
     */
    static List<HostileCase> of(CaseFolder folder) {
        List<HostileCase> cases = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        // Some are there twice.
        for (JsonNode one : folder.json("blns.json")) {
            if (!strings.contains(one.asText())) {
                strings.add(one.asText());
            }
        }
        for (int i = 0; i < strings.size(); i++) {
            String string = strings.get(i);
            cases.add(
                    one(
                            i + " as metadata",
                            metadata(i, string),
                            new Expectation.Echo(PAIR, string)));
            cases.add(one(i + " as a model", model(i, string), Kind.REFUSED));
            if (string.chars().noneMatch(c -> c == '\r' || c == '\n')) {
                cases.add(
                        one(
                                i + " as a key",
                                key(i, "\"" + string + "\""),
                                new Expectation.OwnKey()));
            }
        }
        cases.add(new LinesOfBatch(FAMILY, "all as ids of lines", List.copyOf(strings)));
        int number = strings.size();
        for (JsonNode entry : folder.json("sf-string.json")) {
            HttpBytes request =
                    HttpBytes.json(Prey.tensorJobs(), body(content(entry, strings, number)));
            for (JsonNode line : entry.path("raw")) {
                request = request.with("Idempotency-Key: " + line.asText());
            }
            cases.add(one(entry.path("name").asText() + " as a key", request, expected(entry)));
            number++;
        }
        return cases;
    }

    private static HostileCase one(String name, HttpBytes request, Expectation expectation) {
        return new OneRequest(FAMILY, name, request, expectation);
    }

    private static Expectation expected(JsonNode entry) {
        if (entry.path("must_fail").asBoolean()) {
            return Kind.MALFORMED;
        }
        return entry.path("can_fail").asBoolean() ? new Expectation.OwnKey() : Kind.ACCEPTED;
    }

    /** The number of the string that a key stands for, where it is among the strings too. */
    private static int content(JsonNode entry, List<String> strings, int number) {
        int known = strings.indexOf(entry.path("expected").path(0).asText(null));
        return known < 0 ? number : known;
    }

    private static HttpBytes metadata(int number, String string) {
        return HttpBytes.json(
                Prey.tensorJobs(),
                "{%s,\"parameters\":{\"metadata\":{\"%s\":%s}}}"
                        .formatted(Prey.inputs(number), PAIR, new TextNode(string)));
    }

    private static HttpBytes model(int number, String string) {
        String encoded = URLEncoder.encode(string, StandardCharsets.UTF_8).replace("+", "%20");
        return HttpBytes.json("/v1/models/" + encoded + "/jobs", body(number));
    }

    private static HttpBytes key(int number, String key) {
        return HttpBytes.json(Prey.tensorJobs(), body(number)).with("Idempotency-Key: " + key);
    }

    /** No other key comes with the same. */
    private static String body(int number) {
        return "{" + Prey.inputs(SeededBits.mix(number)) + "}";
    }
}
