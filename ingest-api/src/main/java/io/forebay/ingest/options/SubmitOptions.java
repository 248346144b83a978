package io.forebay.ingest.options;

import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.Callback;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to be done.
 *
 * @param keyOrNull null when a repeat is to be another job
 * @param timeouts how long it may take
 * @param traceparent W3C trace context, or empty
 * @param orderingKey jobs that have the same one run in the order in which they were submitted, and
 *     each by itself: what a job answers may depend on those before it, so that no other's result
 *     is its result; empty when any order will do
 * @param callbackOrNull null when nobody beside the tenant's endpoints is to be told
 */
public record SubmitOptions(
        @Nullable IdempotencyKey keyOrNull,
        CacheMode cache,
        Lane lane,
        Timeouts timeouts,
        Map<String, String> metadata,
        String traceparent,
        String orderingKey,
        @Nullable Callback callbackOrNull) {

    /**
     * How long a job may take; null where the model's own limits hold.
     *
     * @param queue to start
     * @param run to run
     * @param deadline to end by
     */
    public record Timeouts(
            @Nullable Duration queue, @Nullable Duration run, @Nullable Instant deadline) {

        public static final Timeouts OF_THE_MODEL = new Timeouts(null, null, null);
    }

    public SubmitOptions {
        metadata = Map.copyOf(metadata);
        cache = orderingKey.isEmpty() ? cache : CacheMode.BYPASS;
    }

    public Optional<IdempotencyKey> key() {
        return Optional.ofNullable(keyOrNull);
    }

    public Optional<Callback> callback() {
        return Optional.ofNullable(callbackOrNull);
    }

    /** Everything that makes the same input another request. */
    public String fingerprint() {
        return "%s %s %s %s %s %s %s"
                .formatted(
                        cache,
                        lane,
                        timeouts.queue(),
                        timeouts.run(),
                        timeouts.deadline(),
                        new TreeMap<>(metadata),
                        callback()
                                        .map(callback ->
                                                callback.getUrl() + callback.getEventsList())
                                        .orElse("")
                                + (orderingKey.isEmpty() ? "" : " " + orderingKey));
    }
}
