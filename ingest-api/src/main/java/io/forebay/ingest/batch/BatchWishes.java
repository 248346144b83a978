package io.forebay.ingest.batch;

import io.forebay.schemas.wire.Callback;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a batch beside its lines.
 *
 * @param window how long it may take
 * @param callback whom to tell of its end
 * @param objects with its lines, and for its results
 */
public record BatchWishes(
        Map<String, String> metadata,
        Optional<Duration> window,
        Optional<Callback> callback,
        BatchObjects objects) {

    public BatchWishes {
        metadata = Map.copyOf(metadata);
    }
}
