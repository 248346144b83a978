package io.forebay.ingest.submit;

import io.forebay.ingest.admission.Backlog;
import io.forebay.ingest.admission.ModelLane;
import io.forebay.ingest.admission.OpenJobs;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.publish.Publisher;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Cancellation;
import io.forebay.schemas.wire.Deletion;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Makes acknowledged jobs of requests. Safe for use by several threads; calls block. */
public final class Submitter {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Queue queue;
    private final JobReader reader;
    private final JobNaming naming;
    private final EarlyHits hits;
    private final Submissions submissions;
    private final InstantSource clock;

    /** Where jobs go: the queue, what is in it, and the store of what is too large for it. */
    public record Queue(
            Publisher publisher, Backlog backlog, OpenJobs openJobs, Payloads payloads) {}

    public Submitter(
            Queue queue,
            JobReader reader,
            JobIdMint mint,
            Function<String, Duration> retention,
            InstantSource clock) {
        this.queue = queue;
        this.reader = reader;
        this.naming = new JobNaming(mint, reader, retention, clock);
        this.hits = new EarlyHits(reader);
        this.submissions = new Submissions(retention);
        this.clock = clock;
    }

    /**
     * A result that has landed already, for whoever wants no job; empty also where a job must be
     * left because an Idempotency-Key names it, or somebody is to be told of it.
     */
    public Optional<JobState> landed(Request request) {
        return request.options().key().isPresent() || request.options().callback().isPresent()
                ? Optional.empty()
                : hits.find(request, FlightKeys.shared(request), clock.instant());
    }

    /**
     * Submits, and returns the job's state once the queue has acknowledged it: queued, or succeeded
     * by a result that has landed, or as it stands when it was submitted before under the same
     * Idempotency-Key.
     *
     * @throws RefusedException when it cannot be
     */
    public JobState submit(Request request) {
        return submit(request, "");
    }

    /** As {@link #submit(Request)}; the new job names the dead one that it repeats. */
    public JobState redrive(Request request, JobId dead) {
        return submit(request, dead.text());
    }

    private JobState submit(Request request, String redriveOf) {
        Instant now = clock.instant();
        FlightKey shared = FlightKeys.shared(request);
        Optional<JobState> landed = hits.findForJob(request, shared, now);
        if (landed.isEmpty()) {
            require(queue.openJobs.admit(request.tenant()));
            require(unreachable(request, now));
        }
        // An Idempotency-Key names one id, which cannot tell whether it was answered the first
        // time.
        Submission submission =
                (landed.isPresent() && request.options().key().isEmpty()
                                ? answered(request, shared, landed.get(), now)
                                : queued(request, shared, now))
                        .setRedriveOf(redriveOf)
                        .build();
        JobId id = new JobId(submission.getJobId());
        Publisher.Pending pending =
                queue.publisher.send(
                        id.route(),
                        submission.getFlightKey().toByteArray(),
                        JobEvent.newBuilder().setSubmission(submission).build());
        require(pending.await(), id);
        return submission.hasAnswered()
                ? EarlyHits.succeeded(submission)
                : before(request, id).orElseGet(() -> JobStates.queued(submission));
    }

    private Submission.Builder answered(
            Request request, FlightKey flight, JobState landed, Instant now) {
        return submissions
                .submission(request, naming.answered(request, flight), flight, now)
                .setAnswered(EarlyHits.answered(request.tenant(), landed));
    }

    private Submission.Builder queued(Request request, FlightKey shared, Instant now) {
        JobId id = naming.name(request, shared);
        FlightKey flight = FlightKeys.of(request, shared, id);
        return submissions
                .submission(request, id, flight, now)
                .setInput(payload(request, flight, id, now));
    }

    private Optional<Refusal> unreachable(Request request, Instant now) {
        return queue.backlog.unreachable(
                new ModelLane(request.model().name(), request.options().lane()),
                Submissions.patience(request, now));
    }

    private static void require(Optional<Refusal> none) {
        none.ifPresent(refusal -> {
            throw refusal.toException();
        });
    }

    /**
     * Asks for a job's cancellation, and returns once the queue has acknowledged that.
     *
     * @throws RefusedException when it cannot be
     */
    public void cancel(JobId id, String tenant) {
        Cancellation cancellation =
                Cancellation.newBuilder()
                        .setJobId(id.text())
                        .setTenant(tenant)
                        .setRequestedAt(clock.millis())
                        .build();
        require(
                queue.publisher
                        .send(
                                id.route(),
                                id.text().getBytes(StandardCharsets.UTF_8),
                                JobEvent.newBuilder().setCancellation(cancellation).build())
                        .await(),
                id);
    }

    /**
     * Asks for a job that has ended to be forgotten, and returns once the queue has acknowledged
     * that.
     *
     * @throws RefusedException when it cannot be
     */
    public void delete(JobState ended) {
        JobId id = new JobId(ended.getJobId());
        Deletion deletion =
                Deletion.newBuilder()
                        .setJobId(id.text())
                        .setTenant(ended.getTenant())
                        .setFlightKey(ended.getFlightKey())
                        .setRequestedAt(clock.millis())
                        .build();
        require(
                queue.publisher
                        .send(
                                id.route(),
                                id.text().getBytes(StandardCharsets.UTF_8),
                                JobEvent.newBuilder().setDeletion(deletion).build())
                        .await(),
                id);
    }

    /** What became of the job already, when this is a repeat. */
    private Optional<JobState> before(Request request, JobId id) {
        if (request.options().key().isEmpty()) {
            return Optional.empty();
        }
        return switch (reader.read(id)) {
            case Reading.Found(JobState state) -> Optional.of(state);
            case Reading.Deleted() ->
                    throw Refusal.of(
                                    ProblemCode.GONE,
                                    "the job that the Idempotency-Key names was deleted")
                            .about(id)
                            .toException();
            case Reading.NotRecorded() -> Optional.empty();
            case Reading.Unavailable(String _) -> Optional.empty();
        };
    }

    private Payload payload(Request request, FlightKey flight, JobId id, Instant now) {
        try {
            return queue.payloads.wrap(
                    PayloadKey.input(flight, id.text(), now.toEpochMilli()),
                    request.input().toByteString());
        } catch (PayloadStoreException e) {
            throw new RefusedException(unavailable(id, "the input cannot be stored now"));
        }
    }

    private static void require(Publisher.Outcome outcome, JobId id) {
        switch (outcome) {
            case Publisher.Outcome.Acknowledged() -> {
                // As promised: the answer may go out.
            }
            case Publisher.Outcome.Unavailable(String reason) ->
                    throw new RefusedException(unavailable(id, reason));
        }
    }

    private static Refusal unavailable(JobId id, String reason) {
        return Refusal.of(ProblemCode.QUEUE_UNAVAILABLE, reason).retryAfter(RETRY).about(id);
    }
}
