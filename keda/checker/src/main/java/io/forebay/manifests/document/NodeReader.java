package io.forebay.manifests.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML nodes as JSON, with the line of each by its JSON pointer. Confined to one thread. */
final class NodeReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private final Map<String, Integer> lines;

    NodeReader(Map<String, Integer> lines) {
        this.lines = lines;
    }

    JsonNode read(Node node) {
        return read(node, "");
    }

    private JsonNode read(Node node, String pointer) {
        lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
        return switch (node) {
            case MappingNode mapping -> mapping(mapping, pointer);
            case SequenceNode sequence -> sequence(sequence, pointer);
            case ScalarNode scalar -> scalar(scalar);
            default -> JSON.nullNode();
        };
    }

    private ObjectNode mapping(MappingNode mapping, String pointer) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple member : mapping.getValue()) {
            if (member.getKeyNode() instanceof ScalarNode key) {
                if (key.getTag().equals(Tag.MERGE)) {
                    merge(object, member.getValueNode(), pointer);
                    continue;
                }
                String at = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
                // Where a field stands is where its name stands.
                lines.put(at, key.getStartMark().getLine() + 1);
                object.set(key.getValue(), read(member.getValueNode(), at));
            }
        }
        return object;
    }

    private void merge(ObjectNode object, Node merged, String pointer) {
        if (merged instanceof MappingNode mapping) {
            mapping(mapping, pointer)
                    .propertyStream()
                    .filter(one -> !object.has(one.getKey()))
                    .forEach(one -> object.set(one.getKey(), one.getValue()));
        }
    }

    private ArrayNode sequence(SequenceNode sequence, String pointer) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(read(item, pointer + "/" + array.size()));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String value = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(TRUE.contains(value.toLowerCase(Locale.ROOT)));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return integer(value.replace("_", ""));
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(value.replace("_", "")));
            }
        } catch (NumberFormatException e) {
            return JSON.textNode(value); // .inf, sexagesimals: no manifest means them
        }
        return JSON.textNode(value);
    }

    private static JsonNode integer(String value) {
        if (value.startsWith("0x")) {
            return JSON.numberNode(Long.parseLong(value.substring(2), 16));
        }
        if (value.length() > 1 && value.startsWith("0")) {
            return JSON.numberNode(Long.parseLong(value.substring(1), 8));
        }
        BigInteger number = new BigInteger(value);
        return number.bitLength() < Long.SIZE
                ? JSON.numberNode(number.longValue())
                : JSON.numberNode(number);
    }
}
