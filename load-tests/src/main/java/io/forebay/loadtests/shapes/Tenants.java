package io.forebay.loadtests.shapes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.job.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Further tenants, whose keys the operator's key issues for an hour. */
public final class Tenants {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Tenants() {}

    /**
     * The given one, and others.
     *
     * @param prefix of the others' names
     * @throws IllegalArgumentException when the key may not issue keys of others
     */
    public static List<Target> of(Target operator, int count, String prefix)
            throws InterruptedException {
        List<Target> tenants = new ArrayList<>(List.of(operator));
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int number = 1; number < count; number++) {
                tenants.add(
                        new Target(
                                operator.url(),
                                issue(http, operator, prefix + "-" + number),
                                operator.timeout()));
            }
        }
        return tenants;
    }

    private static String issue(HttpClient http, Target operator, String tenant)
            throws InterruptedException {
        String wish =
                """
                {"tenant":"%s","name":"bench","scopes":["submit","read"],"expiresIn":"1h"}\
                """
                        .formatted(tenant);
        try {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(operator.url().resolve("/v1/keys"))
                                    .header("Authorization", "Bearer " + operator.apiKey())
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(wish))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonNode key = MAPPER.readTree(answer.body()).path("key");
            if (answer.statusCode() != 201 || !key.isTextual()) {
                throw new IllegalArgumentException(
                        "no key of the tenant %s was issued (status %d, %s): more tenants want the key of an operator with the scope operate"
                                .formatted(tenant, answer.statusCode(), answer.body()));
            }
            return key.asText();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + operator, e);
        }
    }
}
