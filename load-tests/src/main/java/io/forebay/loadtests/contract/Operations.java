package io.forebay.loadtests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds operations and their answers in an OpenAPI document. */
final class Operations {

    private static final Set<String> METHODS =
            Set.of("get", "post", "put", "delete", "patch", "head", "options");

    private final JsonNode document;
    private final List<String> templates = new ArrayList<>();

    Operations(JsonNode document) {
        this.document = document;
        document.path("paths").fieldNames().forEachRemaining(templates::add);
        // Of two that match, the one with fewer parameters is meant.
        templates.sort(
                Comparator.comparingLong(path -> path.chars().filter(c -> c == '{').count()));
    }

    /** The path of the document that a request's path is one of. */
    Optional<String> template(String path) {
        return templates.stream().filter(template -> matches(template, path)).findFirst();
    }

    boolean has(String template, String method) {
        return operation(template, method).isObject();
    }

    /** JSON pointer to an answer, references followed; empty when it is not documented. */
    Optional<String> answer(String template, String method, int status) {
        String pointer =
                "/paths/%s/%s/responses/%d"
                        .formatted(escaped(template), method.toLowerCase(Locale.ROOT), status);
        JsonNode answer = document.at(pointer);
        if (answer.isMissingNode()) {
            return Optional.empty();
        }
        String reference = answer.path("$ref").asText();
        return Optional.of(reference.isEmpty() ? pointer : reference.substring(1));
    }

    /** Every documented answer, as {@code GET /path 200}. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (String template : templates) {
            for (String method : METHODS) {
                operation(template, method)
                        .path("responses")
                        .fieldNames()
                        .forEachRemaining(
                                status -> answers.add(name(template, method) + " " + status));
            }
        }
        return answers;
    }

    static String name(String template, String method) {
        return method.toUpperCase(Locale.ROOT) + " " + template;
    }

    static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }

    private JsonNode operation(String template, String method) {
        return document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
    }

    private static boolean matches(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] found = path.split("/", -1);
        if (wanted.length != found.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean parameter = wanted[i].startsWith("{");
            if (parameter ? found[i].isEmpty() : !wanted[i].equals(found[i])) {
                return false;
            }
        }
        return true;
    }
}
