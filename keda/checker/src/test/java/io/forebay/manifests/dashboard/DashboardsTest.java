package io.forebay.manifests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardsTest {

    private static final Path SOURCE = Path.of("../dashboards/dashboards.yaml");
    private static final Path SHIPPED = Path.of("../components/prometheus-operator/dashboards");

    @Test
    void whatIsShippedIsWhatTheSourceSays() throws IOException {
        for (Dashboard one : Dashboards.read(Files.readString(SOURCE))) {
            assertThat(Files.readString(SHIPPED.resolve(one.name() + ".json")))
                    .as("run: ./forebay dashboards")
                    .isEqualTo(Dashboards.json(one));
        }
    }

    @Test
    void panelsStandThreeInARow() throws IOException {
        List<Dashboard> read =
                Dashboards.read(
                        """
                        - name: a
                          title: A
                          panels:
                            - { title: one, unit: s, queries: { x: up, y: down } }
                            - { title: two, unit: s, queries: {} }
                            - { title: three, unit: s, queries: {} }
                            - { title: four, unit: s, queries: {} }
                        """);

        JsonNode panels =
                new JsonMapper().readTree(Dashboards.json(read.getFirst())).path("panels");
        assertThat(panels.path(3).path("gridPos")).hasToString("{\"x\":0,\"y\":8,\"w\":8,\"h\":8}");
        assertThat(panels.path(0).path("targets").findValuesAsText("refId"))
                .containsExactly("A", "B");
        assertThat(panels.path(0).path("targets").findValuesAsText("expr"))
                .containsExactly("up", "down");
    }

    @Test
    void anUnknownMemberIsRefused() {
        assertThatThrownBy(() -> Dashboards.read("- { name: a, tilte: A }"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tilte");
    }
}
