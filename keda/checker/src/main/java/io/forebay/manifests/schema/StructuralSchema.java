package io.forebay.manifests.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The schema of a custom resource as JSON Schema. The API server prunes fields that a structural
 * schema does not name, and {@code kubectl apply} refuses them; JSON Schema has to be told.
 */
final class StructuralSchema {

    private StructuralSchema() {}

    /** A strict copy. */
    static ObjectNode strict(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(ObjectNode schema) {
        closeFields(schema);
        // The API server's own keywords; a validator would warn of each.
        schema.remove(
                schema.propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(name -> name.startsWith("x-kubernetes-"))
                        .toList());
    }

    private static void closeFields(ObjectNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            // Its anyOf repeats what the keyword says.
            schema.remove("anyOf");
            schema.putArray("type").add("integer").add("string");
            return;
        }
        if (schema.get("properties") instanceof ObjectNode properties) {
            properties.forEach(StructuralSchema::closeIfObject);
            boolean open =
                    schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)
                            || schema.has("additionalProperties");
            if (!open) {
                schema.put("additionalProperties", false);
            }
        }
        closeIfObject(schema.path("items"));
        closeIfObject(schema.path("additionalProperties"));
    }

    private static void closeIfObject(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            close(object);
        }
    }
}
