package io.forebay.manifests.document;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One object for a cluster. */
public record Manifest(ObjectNode content, Places places) {

    public String kind() {
        return content.path("kind").asText();
    }

    public String apiVersion() {
        return content.path("apiVersion").asText();
    }

    public String name() {
        return content.path("metadata").path("name").asText();
    }

    public Field root() {
        return new Field(this, "", content);
    }

    /** The field at a path of names, present or not. */
    public Field at(String... path) {
        Field field = root();
        for (String name : path) {
            field = field.get(name);
        }
        return field;
    }

    /** As people call it: {@code Deployment/forebay-ingest}. */
    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
