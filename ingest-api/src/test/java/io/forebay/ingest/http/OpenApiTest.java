package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class OpenApiTest {

    private static final Set<String> METHODS =
            Set.of("get", "post", "put", "delete", "patch", "head", "options");

    private final JsonNode document = OpenApiEndpoint.read();

    @Test
    void hasEveryRouteAndNoOther() {
        try (TestingServer server = new TestingServer()) {
            Set<String> routes =
                    server.routes().stream()
                            .map(Route::name)
                            .collect(Collectors.toCollection(TreeSet::new));

            assertThat(operations()).isEqualTo(routes);
        }
    }

    @Test
    void saysWhichOperationsNeedNoKey() {
        try (TestingServer server = new TestingServer()) {
            for (Route route : server.routes()) {
                JsonNode security = operation(route).path("security");
                boolean open = security.isArray() && security.isEmpty();
                assertThat(open).as(route.name()).isEqualTo(route.scope().isEmpty());
            }
        }
    }

    @Test
    void describesEveryOperation() {
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    JsonNode node = operation.getValue();
                    String name = operation.getKey() + " " + path.getKey();
                    assertThat(node.path("operationId").asText()).as(name).isNotEmpty();
                    assertThat(ids.add(node.path("operationId").asText())).as(name).isTrue();
                    assertThat(node.path("description").asText()).as(name).isNotEmpty();
                    assertThat(tags).as(name).contains(node.path("tags").path(0).asText());
                    assertThat(node.path("responses").properties()).as(name).isNotEmpty();
                }
            }
        }
    }

    @Test
    void refersOnlyToWhatIsThere() {
        document.findValuesAsText("$ref")
                .forEach(reference -> {
                    assertThat(reference).startsWith("#/");
                    assertThat(document.at(reference.substring(1)).isMissingNode())
                            .as(reference)
                            .isFalse();
                });
    }

    @Test
    void isServedAsJsonToAnybody() {
        try (TestingServer server = new TestingServer()) {
            var reply = server.send(server.request("/openapi.json"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(reply.json().path("openapi").asText()).startsWith("3.1");
        }
    }

    private JsonNode operation(Route route) {
        return document.path("paths")
                .path(route.path())
                .path(route.method().text().toLowerCase(java.util.Locale.ROOT));
    }

    private Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    operations.add(
                            operation.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey());
                }
            }
        }
        return operations;
    }
}
