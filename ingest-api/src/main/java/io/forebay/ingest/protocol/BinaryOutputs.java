package io.forebay.ingest.protocol;

import java.util.Map;

/**
 * Which outputs the client wants behind the JSON instead of in it.
 *
 * @param byDefault for every output that is not named
 * @param byName {@code binary_data} of the outputs that have it
 */
public record BinaryOutputs(boolean byDefault, Map<String, Boolean> byName) {

    public static final BinaryOutputs NONE = new BinaryOutputs(false, Map.of());
    public static final BinaryOutputs ALL = new BinaryOutputs(true, Map.of());

    public BinaryOutputs {
        byName = Map.copyOf(byName);
    }

    public boolean wants(String output) {
        return byName.getOrDefault(output, byDefault);
    }
}
