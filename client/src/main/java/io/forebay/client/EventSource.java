package io.forebay.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events that outlives its connections: each one begins behind the last event that was
 * read. Confined to one reader, except for {@link #close}.
 */
final class EventSource implements AutoCloseable {

    private static final Duration RECONNECT = Duration.ofMillis(500);

    /** Connections in a row that brought nothing, before the stream is given up. */
    private static final int MOST_EMPTY = 20;

    /** By which a server says that nothing more will come. */
    private static final int NO_CONTENT = 204;

    private final Transport transport;
    private final String path;
    private String lastId;
    private volatile boolean closed;
    private volatile @Nullable Connection connection;

    /**
     * @param lastId behind which the stream begins; empty for its beginning
     */
    EventSource(Transport transport, String path, String lastId) {
        this.transport = transport;
        this.path = path;
        this.lastId = lastId;
    }

    private record Connection(InputStream body, EventParser parser) {

        void close() {
            try {
                body.close();
            } catch (IOException e) {
                // It is of no more use either way.
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The next event; empty when there are to be no more, or {@link #close} was called.
     *
     * @throws ForebayException when the server refuses, or cannot be reached for long
     */
    Optional<ServerSentEvent> next() {
        for (int empty = 0; empty < MOST_EMPTY; empty++) {
            if (closed) {
                return Optional.empty();
            }
            Connection open = connection == null ? connect() : connection;
            try {
                Optional<ServerSentEvent> event = open.parser().next();
                if (event.isPresent()) {
                    return event;
                }
            } catch (IOException ended) {
                // As with any end: it is taken up again.
            }
            lastId = open.parser().lastId();
            disconnect();
            if (!closed) {
                transport.rest(open.parser().retry().orElse(RECONNECT));
            }
        }
        if (closed) {
            return Optional.empty();
        }
        throw new UnreachableException(
                "%d connections in a row brought no event of %s".formatted(MOST_EMPTY, path),
                new IOException("the stream ends at once"));
    }

    private Connection connect() {
        Call call = Call.get(path).with("Accept", "text/event-stream");
        var response = transport.open(lastId.isEmpty() ? call : call.with("Last-Event-ID", lastId));
        closed = closed || response.status() == NO_CONTENT;
        Connection made = new Connection(response.body(), new EventParser(response.body(), lastId));
        connection = made;
        return made;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    /** Ends the stream, also under a reader that waits. */
    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
