package io.forebay.client;

import java.util.Optional;

/**
 * A tenant's completions in the order in which they happened. Confined to one reader; {@link
 * #close} may be called by another, and ends it.
 */
public final class Feed implements AutoCloseable {

    private final EventSource source;

    Feed(Transport transport, String cursor) {
        String query = cursor.isEmpty() ? "" : "?cursor=" + ForebayClient.part(cursor);
        this.source = new EventSource(transport, "/v1/feed" + query, "");
    }

    /**
     * A job that has ended.
     *
     * @param cursor where to go on behind it, also after a restart of either side
     */
    public record Entry(String cursor, Job job) {}

    /** Waits for the next one; empty when {@link #close} was called. */
    public Optional<Entry> next() {
        while (true) {
            Optional<ServerSentEvent> event = source.next();
            if (event.isEmpty()) {
                return Optional.empty();
            }
            var json = Json.parse(event.get().data());
            var job = json.path("job").isObject() ? json.path("job") : json;
            if (job.path("object").asText().equals("job")) {
                return Optional.of(new Entry(event.get().id(), new Job(job)));
            }
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
