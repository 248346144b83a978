package io.forebay.ingest.testing;

import io.forebay.ingest.publish.Publisher;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Submission;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A queue in memory. */
public final class TestingPublisher implements Publisher {

    public final List<JobEvent> events = new CopyOnWriteArrayList<>();
    public final List<Route> routes = new CopyOnWriteArrayList<>();
    public volatile Outcome outcome = new Outcome.Acknowledged();
    public volatile Consumer<JobEvent> onSent = event -> {};

    @Override
    public Pending send(Route route, byte[] key, JobEvent event) {
        events.add(event);
        routes.add(route);
        onSent.accept(event);
        return () -> outcome;
    }

    public List<Submission> submissions() {
        return events.stream()
                .filter(JobEvent::hasSubmission)
                .map(JobEvent::getSubmission)
                .toList();
    }

    public Submission onlySubmission() {
        if (events.size() != 1) {
            throw new AssertionError("expected one event, not " + events);
        }
        return events.getFirst().getSubmission();
    }
}
