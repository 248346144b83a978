package io.forebay.manifests.schema;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.YamlDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Schemas by what they are for. Takes JSON Schemas of single kinds, as kubernetes-json-schema has
 * them ({@code deployment-apps-v1.json}, strict), and CustomResourceDefinitions as their projects
 * publish them.
 */
public final class Schemas {

    private final Map<Kind, Schema> schemas;

    private Schemas(Map<Kind, Schema> schemas) {
        this.schemas = Map.copyOf(schemas);
    }

    private record Kind(String apiVersion, String kind) {}

    public static Schemas none() {
        return new Schemas(Map.of());
    }

    /**
     * @param folder with the schemas, at any depth
     */
    public static Schemas load(Path folder) {
        Map<Kind, Schema> schemas = new HashMap<>();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().endsWith(".json")) {
                    addKind(schemas, registry, file);
                } else if (file.toString().matches(".*\\.ya?ml")) {
                    addDefinitions(schemas, registry, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schemas in " + folder, e);
        }
        return new Schemas(schemas);
    }

    public boolean isEmpty() {
        return schemas.isEmpty();
    }

    Optional<Schema> of(Manifest manifest) {
        return Optional.ofNullable(schemas.get(new Kind(manifest.apiVersion(), manifest.kind())));
    }

    private static void addKind(Map<Kind, Schema> schemas, SchemaRegistry registry, Path file)
            throws IOException {
        JsonNode schema = json(file);
        if (schema instanceof ObjectNode object) {
            // Names like 'deployment-apps-v1' are no URIs, and nothing refers to them.
            object.remove("$id");
        }
        only(schema, "kind")
                .ifPresent(kind ->
                        only(schema, "apiVersion")
                                .ifPresent(version ->
                                        schemas.put(
                                                new Kind(version, kind),
                                                registry.getSchema(schema))));
    }

    /** The one value that a schema lets a field have. */
    private static Optional<String> only(JsonNode schema, String field) {
        JsonNode property = schema.path("properties").path(field);
        String value = property.path("const").asText(property.path("enum").path(0).asText(""));
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return new JsonMapper().readTree(file.toFile());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is no JSON", e);
        }
    }

    private static void addDefinitions(
            Map<Kind, Schema> schemas, SchemaRegistry registry, Path file) throws IOException {
        List<Manifest> documents = YamlDocuments.read(Files.readString(file), file.toString());
        for (Manifest one : documents) {
            if (!one.kind().equals("CustomResourceDefinition")) {
                continue;
            }
            JsonNode spec = one.content().path("spec");
            for (JsonNode version : spec.path("versions")) {
                JsonNode schema = version.path("schema").path("openAPIV3Schema");
                if (schema instanceof ObjectNode object) {
                    String apiVersion =
                            spec.path("group").asText() + "/" + version.path("name").asText();
                    schemas.put(
                            new Kind(apiVersion, spec.path("names").path("kind").asText()),
                            registry.getSchema(StructuralSchema.strict(object)));
                }
            }
        }
    }
}
