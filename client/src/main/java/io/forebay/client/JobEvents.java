package io.forebay.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The states of one job as they come, each once, the last one terminal. Confined to one reader;
 * {@link #close} may be called by another, and ends it.
 */
public final class JobEvents implements Iterator<Job>, AutoCloseable {

    private final EventSource source;
    private @Nullable Job ahead;
    private @Nullable Job last;

    JobEvents(EventSource source) {
        this.source = source;
    }

    /** Waits for the next state. */
    @Override
    public boolean hasNext() {
        if (ahead == null && (last == null || !last.ended())) {
            ahead = read();
        }
        return ahead != null;
    }

    @Override
    public Job next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException("the job has ended");
        }
        Job job = ahead;
        ahead = null;
        last = job;
        return job;
    }

    private @Nullable Job read() {
        while (true) {
            Optional<ServerSentEvent> event = source.next();
            if (event.isEmpty()) {
                return null;
            }
            var json = Json.parse(event.get().data());
            // A release may tell more than states; and a state is told once, whatever the
            // connection did.
            if (json.path("object").asText().equals("job")) {
                Job job = new Job(json);
                if (last == null || job.version() > last.version()) {
                    return job;
                }
            }
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
