package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.ingest.json.Rendered;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code GET /openapi.json}: the contract, written as YAML and served as JSON. */
record OpenApiEndpoint(Rendered document) implements Endpoint {

    private static final String RESOURCE = "/openapi.yaml";

    static OpenApiEndpoint load() {
        try {
            return new OpenApiEndpoint(Rendered.of(new JsonMapper().writeValueAsBytes(read())));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot render " + RESOURCE, e);
        }
    }

    /** By SnakeYAML itself, because operations that differ little are written as YAML merges. */
    static JsonNode read() {
        try (InputStream yaml = OpenApiEndpoint.class.getResourceAsStream(RESOURCE)) {
            if (yaml == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return new JsonMapper().valueToTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    @Override
    public Answer answer(Call call) {
        return Answer.json(200, document);
    }
}
