package io.forebay.client;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to be done. {@link #DEFAULT} is the model's own way; each method gives the options
 * with one thing said otherwise.
 *
 * @param key the Idempotency-Key: the same key again is the same job; null for a fresh one
 * @param cacheControl {@code no-cache} to compute anew, {@code no-store} to leave no trace
 * @param patience how long the submission may wait for the result
 * @param orderingKey jobs that have the same one run one after another, each by itself; null for
 *     any order
 */
public record JobOptions(
        @Nullable String key,
        @Nullable String lane,
        @Nullable String cacheControl,
        @Nullable Duration patience,
        Times times,
        Map<String, String> metadata,
        Callback callback,
        @Nullable String orderingKey) {

    public static final JobOptions DEFAULT =
            new JobOptions(
                    null,
                    null,
                    null,
                    null,
                    new Times(null, null, null),
                    Map.of(),
                    new Callback(null, List.of()),
                    null);

    public JobOptions {
        metadata = Map.copyOf(metadata);
    }

    /** How long the job may take; null where the model's own limits hold. */
    public record Times(
            @Nullable Duration queue, @Nullable Duration run, @Nullable Instant deadline) {}

    /**
     * Whom to tell.
     *
     * @param events such as {@code job.succeeded}; none for the server's default
     */
    public record Callback(@Nullable String url, List<String> events) {

        public Callback {
            events = List.copyOf(events);
        }
    }

    public JobOptions key(String value) {
        return new JobOptions(
                value, lane, cacheControl, patience, times, metadata, callback, orderingKey);
    }

    public JobOptions lane(String value) {
        return new JobOptions(
                key, value, cacheControl, patience, times, metadata, callback, orderingKey);
    }

    public JobOptions cacheControl(String value) {
        return new JobOptions(key, lane, value, patience, times, metadata, callback, orderingKey);
    }

    public JobOptions waitUpTo(Duration value) {
        return new JobOptions(
                key, lane, cacheControl, value, times, metadata, callback, orderingKey);
    }

    public JobOptions times(Times value) {
        return new JobOptions(
                key, lane, cacheControl, patience, value, metadata, callback, orderingKey);
    }

    public JobOptions metadata(Map<String, String> value) {
        return new JobOptions(
                key, lane, cacheControl, patience, times, value, callback, orderingKey);
    }

    public JobOptions callback(Callback value) {
        return new JobOptions(
                key, lane, cacheControl, patience, times, metadata, value, orderingKey);
    }

    public JobOptions orderingKey(String value) {
        return new JobOptions(key, lane, cacheControl, patience, times, metadata, callback, value);
    }

    /** The headers that say so. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (key != null) {
            headers.put("Idempotency-Key", quoted(key));
        }
        put(headers, "Forebay-Lane", lane);
        put(headers, "Cache-Control", cacheControl);
        put(headers, "Forebay-Ordering-Key", orderingKey);
        put(headers, "Forebay-Queue-Timeout", times.queue());
        put(headers, "Forebay-Run-Timeout", times.run());
        put(headers, "Forebay-Deadline", times.deadline());
        put(headers, "Forebay-Callback", callback.url());
        if (!callback.events().isEmpty()) {
            headers.put("Forebay-Callback-Events", String.join(",", callback.events()));
        }
        if (patience != null) {
            headers.put("Prefer", "wait=" + Math.max(0, patience.toSeconds()));
        }
        if (!metadata.isEmpty()) {
            headers.put("Forebay-Metadata", Json.ascii(metadata));
        }
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.put(name, value.toString());
        }
    }

    /** A Structured Field String (RFC 8941). */
    private static String quoted(String key) {
        return '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
