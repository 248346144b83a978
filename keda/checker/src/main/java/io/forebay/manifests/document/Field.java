package io.forebay.manifests.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A field of a manifest, present or not, that knows where it stands.
 *
 * @param pointer JSON pointer (RFC 6901)
 * @param node missing or null when the field is absent
 */
public record Field(Manifest manifest, String pointer, JsonNode node) {

    public Field get(String name) {
        return new Field(manifest, pointer + "/" + escape(name), node.path(name));
    }

    /** The elements of a list; none when it is absent or no list. */
    public Stream<Field> items() {
        return IntStream.range(0, node.isArray() ? node.size() : 0)
                .mapToObj(i -> new Field(manifest, pointer + "/" + i, node.path(i)));
    }

    /** The members of a mapping; none when it is absent or no mapping. */
    public Stream<Field> members() {
        return node.isObject()
                ? node.propertyStream().map(one -> get(one.getKey()))
                : Stream.empty();
    }

    /** The last name of the pointer. */
    public String name() {
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        return last.replace("~1", "/").replace("~0", "~");
    }

    public boolean isPresent() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The value as text; empty when absent. */
    public String text() {
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    public Optional<String> textIfPresent() {
        return isPresent() ? Optional.of(text()) : Optional.empty();
    }

    public boolean is(boolean value) {
        return node.isBoolean() && node.asBoolean() == value;
    }

    /** The value as a whole number; empty when it is none. */
    public OptionalLong number() {
        return node.canConvertToLong() && node.isNumber()
                ? OptionalLong.of(node.asLong())
                : OptionalLong.empty();
    }

    public Place place() {
        return manifest.places().of(pointer);
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
