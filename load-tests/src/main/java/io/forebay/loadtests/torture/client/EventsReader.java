package io.forebay.loadtests.torture.client;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Follows a job by its stream of events, going on where it broke. One for each job; confined to one
 * thread.
 */
final class EventsReader {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long PAUSE_MILLIS = 500;

    private final History history;
    private final Nodes nodes;
    private final AcceptedJob job;
    private String last = "";

    EventsReader(History history, Nodes nodes, AcceptedJob job) {
        this.history = history;
        this.nodes = nodes;
        this.job = job;
    }

    void follow(BooleanSupplier givingUp) throws InterruptedException {
        for (int attempt = 0; !givingUp.getAsBoolean(); attempt++) {
            Map<String, String> headers =
                    last.isEmpty()
                            ? Map.of("Accept", "text/event-stream")
                            : Map.of("Accept", "text/event-stream", "Last-Event-ID", last);
            try (Stream<String> lines =
                    nodes.lines(
                            job.offer().number() + attempt,
                            job.apiKey(),
                            job.path() + "/events",
                            headers)) {
                if (read(lines.iterator())) {
                    return;
                }
            } catch (IOException | UncheckedIOException e) {
                note(Kind.INFO, Value.detail(e.getClass().getSimpleName()));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** Whether the end was told. */
    private boolean read(Iterator<String> lines) throws IOException {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id:")) {
                last = line.substring("id:".length()).strip();
            } else if (line.startsWith("data:")) {
                Value seen =
                        Sightings.of(MAPPER.readTree(line.substring("data:".length()).strip()));
                if (!seen.state().isEmpty()) {
                    note(Kind.OK, seen);
                }
                if (seen.terminal()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void note(Kind kind, Value value) {
        history.add(
                "events",
                kind,
                What.EVENTS,
                job.offer().tenant().tenant(),
                job.offer().key(),
                job.id(),
                value);
    }
}
