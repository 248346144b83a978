package io.forebay.schemas.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads YAML into records: keys in kebab-case, durations such as {@code 20ms}, {@code 5s}, {@code
 * 10m}, {@code 1h} or ISO 8601, unknown keys refused. An environment variable {@code
 * FOREBAY_<KEY>__<KEY>} overrides the key of that path ({@code __} between levels, {@code _} for
 * {@code -}). Safe for use by several threads.
 */
public final class ConfigReader {

    private static final String PREFIX = "FOREBAY_";

    private final YAMLMapper mapper = mapper();
    private final Map<String, String> environment;

    /**
     * @param environment usually {@link System#getenv()}, read by Main
     */
    public ConfigReader(Map<String, String> environment) {
        this.environment = new TreeMap<>(environment);
    }

    /**
     * The configuration in a file, with the environment's overrides.
     *
     * @throws ConfigException saying the file, the place and what was expected
     */
    public <T> T read(Path file, Class<T> type) {
        try {
            return read(Files.readString(file), file.toString(), type);
        } catch (IOException e) {
            throw new ConfigException("cannot read the configuration file " + file, e);
        }
    }

    /**
     * The configuration in a text.
     *
     * @param source what to call it in errors
     * @throws ConfigException saying the source, the place and what was expected
     */
    public <T> T read(String yaml, String source, Class<T> type) {
        try {
            JsonNode read = mapper.readTree(yaml);
            ObjectNode tree =
                    read instanceof ObjectNode object ? object : mapper.createObjectNode();
            environment.forEach((name, value) -> override(tree, name, value));
            return mapper.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw new ConfigException(source + ": " + place(e) + e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw new ConfigException(source + ": " + e.getMessage(), e);
        }
    }

    /** The same mapping without environment overrides, for manifests. */
    public static ConfigReader withoutEnvironment() {
        return new ConfigReader(Map.of());
    }

    /** The configuration as YAML, for the log at start; the records redact their secrets. */
    public String write(Object config) {
        try {
            return mapper.writeValueAsString(config);
        } catch (JacksonException e) {
            throw new ConfigException("cannot print the configuration", e);
        }
    }

    private void override(ObjectNode tree, String name, String value) {
        if (!name.startsWith(PREFIX) || !name.contains("__")) {
            return;
        }
        String[] path =
                name.substring(PREFIX.length()).toLowerCase(java.util.Locale.ROOT).split("__");
        ObjectNode node = tree;
        for (int level = 0; level < path.length - 1; level++) {
            node = node.withObjectProperty(path[level].replace('_', '-'));
        }
        try {
            // Kustomize and shells leave nothing of "".
            JsonNode read = value.isEmpty() ? node.textNode("") : mapper.readTree(value);
            node.set(path[path.length - 1].replace('_', '-'), read);
        } catch (JacksonException e) {
            throw new ConfigException(name + " is not a YAML value", e);
        }
    }

    private static String place(JsonMappingException e) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                place.append('[').append(reference.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return place.isEmpty() ? "" : place + ": ";
    }

    private static YAMLMapper mapper() {
        YAMLMapper mapper =
                YAMLMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        // Keys are the components of records; what records say of themselves is
                        // not.
                        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                        .addModule(
                                new SimpleModule()
                                        .addDeserializer(Duration.class, new Durations.Reader())
                                        .addSerializer(Duration.class, new Durations.Writer()))
                        .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert);
        return mapper;
    }
}
