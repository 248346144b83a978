package io.forebay.ingest.protocol;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code parameters} of a request that mean something here; others are for other servers.
 *
 * @param options the texts of {@code queue_timeout}, {@code run_timeout}, {@code deadline}, {@code
 *     lane}, {@code ordering_key}, {@code callback} and {@code callback_events}, where given
 */
public record RequestParameters(
        Map<String, String> options,
        @Nullable Map<String, String> metadataOrNull,
        boolean binaryOutput) {

    public static final RequestParameters NONE = new RequestParameters(Map.of(), null, false);

    public RequestParameters {
        options = Map.copyOf(options);
        metadataOrNull = metadataOrNull == null ? null : Map.copyOf(metadataOrNull);
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    public Optional<Map<String, String>> metadata() {
        return Optional.ofNullable(metadataOrNull);
    }
}
