package io.forebay.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document of the topics says what the topics are. */
class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("src/main/asyncapi/asyncapi.yaml");

    private static final Map<String, FileDescriptor> PROTOS =
            Map.of(
                    "job.proto", JobEvent.getDescriptor().getFile(),
                    "model.proto", ModelRecord.getDescriptor().getFile(),
                    "work.proto", WorkItem.getDescriptor().getFile());

    private final JsonNode document = read();

    @Test
    void isOfTheThirdVersionAndDescribesEverything() {
        assertThat(document.path("asyncapi").asText()).startsWith("3.0");
        assertThat(document.path("info").path("title").asText()).isNotEmpty();
        assertThat(document.path("info").path("version").asText()).isNotEmpty();
        for (String part : List.of("channels", "operations")) {
            assertThat(document.path(part)).isNotEmpty();
            document.path(part)
                    .properties()
                    .forEach(one ->
                            assertThat(one.getValue().path("description").asText())
                                    .as("%s %s", part, one.getKey())
                                    .isNotEmpty());
        }
    }

    @Test
    void namesTopicsThatAreThere() {
        Set<String> topics = Topics.fixed().stream().map(Topic::name).collect(Collectors.toSet());
        assertThat(document.path("channels").findValuesAsText("address"))
                .isNotEmpty()
                .allMatch(topics::contains);
    }

    @Test
    void everyOperationActsOnAMessageOfItsChannel() {
        for (var operation : document.path("operations").properties()) {
            String channel = operation.getValue().path("channel").path("$ref").asText();
            assertThat(operation.getValue().path("action").asText()).isIn("send", "receive");
            assertThat(operation.getValue().path("messages")).isNotEmpty();
            for (JsonNode message : operation.getValue().path("messages")) {
                assertThat(message.path("$ref").asText()).startsWith(channel + "/messages/");
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).hasSizeGreaterThan(10);
        assertThat(references)
                .allSatisfy(reference -> {
                    assertThat(reference).startsWith("#");
                    assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
                });
    }

    /** By name: tools that follow references read files as YAML. */
    @Test
    void everyPayloadIsAMessageThatIsThere() {
        List<String> schemas = document.path("components").findValuesAsText("schema");
        assertThat(schemas).hasSizeGreaterThan(4);
        for (String schema : schemas) {
            String[] parts = schema.split("#");
            Path file = DOCUMENT.resolveSibling(parts[0]);
            assertThat(file).exists();
            FileDescriptor proto = PROTOS.get(file.getFileName().toString());
            assertThat(proto).as(schema).isNotNull();
            assertThat(proto.findMessageTypeByName(parts[1])).as(schema).isNotNull();
        }
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Files.readString(DOCUMENT));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
