package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.forebay.ingest.json.Rendered;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

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

    static JsonNode read() {
        try (InputStream yaml = OpenApiEndpoint.class.getResourceAsStream(RESOURCE)) {
            if (yaml == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    @Override
    public Answer answer(Call call) {
        return Answer.json(200, document);
    }
}
