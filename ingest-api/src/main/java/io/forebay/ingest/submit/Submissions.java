package io.forebay.ingest.submit;

import io.forebay.ingest.options.SubmitOptions;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.model.ModelManifest;
import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Writes submissions, with everything resolved that the dispatcher would have to look up.
 *
 * @param retention of a tenant's jobs after they ended
 */
record Submissions(Function<String, Duration> retention) {

    /** Without what is to be done with it: its input, or its answer. */
    Submission.Builder submission(Request request, JobId id, FlightKey flight, Instant now) {
        SubmitOptions options = request.options();
        Instant deadline = options.timeouts().deadline();
        Submission.Builder submission = Submission.newBuilder();
        options.callback().ifPresent(submission::setCallback);
        return submission
                .setJobId(id.text())
                .setTenant(request.tenant())
                .setFlightKey(flight.bytes())
                .setModel(request.model().ref())
                .setLane(options.lane())
                .setCreatedAt(now.toEpochMilli())
                .setStartBy(now.plus(patience(request, now)).toEpochMilli())
                .setDeadline(deadline == null ? 0 : deadline.toEpochMilli())
                .setPolicy(policy(request))
                .setCacheMode(options.cache())
                .putAllMetadata(options.metadata())
                .setTraceparent(options.traceparent())
                .setOrderingKey(options.orderingKey())
                .setIdempotent(options.key().isPresent());
    }

    /** How long a job may wait to start. */
    static Duration patience(Request request, Instant now) {
        SubmitOptions.Timeouts timeouts = request.options().timeouts();
        Duration asked = timeouts.queue();
        Duration queue = asked == null ? request.model().manifest().limits().queueTimeout() : asked;
        Instant deadline = timeouts.deadline();
        if (deadline == null) {
            return queue;
        }
        Duration left = Duration.between(now, deadline);
        return left.compareTo(queue) < 0 ? left : queue;
    }

    private FlightPolicy policy(Request request) {
        ModelManifest manifest = request.model().manifest();
        Duration run = request.options().timeouts().run();
        return manifest.policy(
                run == null ? manifest.limits().runTimeout() : run,
                retention.apply(request.tenant()));
    }
}
