package io.forebay.ingest.http;

import io.forebay.ingest.options.Timings;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.submit.Submitter;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.JobState;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Reads and cancels single jobs. */
record JobEndpoints(
        JobIdMint mint,
        JobReader reader,
        Submitter submitter,
        JobAnswers answers,
        JobsConfig limits,
        Whose whose,
        InstantSource clock) {

    static final String ID = "id";

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** More than it takes from the acknowledgement of a job to its record in the view. */
    private static final Duration RECORDED = Duration.ofSeconds(1);

    /** {@code GET /v1/jobs/{id}}. */
    Answer read(Call call) {
        String tenant = whose.tenant(call);
        JobId id = id(call, tenant);
        Optional<Duration> wait = call.query("wait").map(this::patience);
        Reading reading = reading(id, wait);
        JobState state = state(reading, id, tenant);
        if (!tenant.equals(call.tenant())) {
            return answers.withoutOutputs(state);
        }
        boolean known =
                JobStates.isTerminal(state)
                        && EntityTags.match(
                                call.headers(HeaderNames.IF_NONE_MATCH), JobAnswers.tag(state));
        return known ? answers.unchanged(state) : answers.job(200, state);
    }

    /** A job that was answered is recorded any moment: whoever asks too soon waits for that. */
    private Reading reading(JobId id, Optional<Duration> wait) {
        Duration least = id.isAnswered() ? RECORDED : Duration.ZERO;
        Duration patience = wait.filter(asked -> asked.compareTo(least) > 0).orElse(least);
        return patience.isZero() ? reader.read(id) : reader.awaitTerminal(id, patience);
    }

    /** {@code POST /v1/jobs/{id}/cancel}. */
    Answer cancel(Call call) {
        JobId id = id(call);
        JobState state =
                switch (reading(id, Optional.empty())) {
                    case Reading.Found(JobState found) -> found;
                    case Reading.NotRecorded() -> unrecorded(id, call.tenant());
                    case Reading.Deleted() -> throw deleted(id);
                    // The log decides; nothing has to be known for that.
                    case Reading.Unavailable(String _) -> JobStates.unrecorded(id, call.tenant());
                };
        if (JobStates.isTerminal(state)) {
            throw Refusal.of(
                            ProblemCode.ALREADY_TERMINAL,
                            "the job has ended: " + JobStates.name(state.getState()))
                    .about(state)
                    .toException();
        }
        submitter.cancel(id, call.tenant());
        return answers.job(202, state);
    }

    /**
     * The id of a job that may still be read; while the view is away, of any.
     *
     * @throws RefusedException when it is past its retention
     */
    JobId kept(Call call) {
        JobId id = id(call);
        if (!id.isAnswered() && reader.read(id) instanceof Reading.NotRecorded) {
            unrecorded(id, call.tenant());
        }
        return id;
    }

    /** An id that the server made for this tenant: all others are unknown alike. */
    JobId id(Call call) {
        return id(call, call.tenant());
    }

    private JobId id(Call call, String tenant) {
        return JobId.parse(call.part(ID))
                .filter(id -> mint.isGenuine(id, tenant))
                .orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.UNKNOWN_JOB, "the tenant has no such job"));
    }

    /**
     * What is to be shown.
     *
     * @throws RefusedException when nothing can be
     */
    JobState state(Reading reading, JobId id, String tenant) {
        return switch (reading) {
            case Reading.Found(JobState state) -> state;
            case Reading.NotRecorded() -> unrecorded(id, tenant);
            case Reading.Deleted() -> throw deleted(id);
            case Reading.Unavailable(String reason) ->
                    throw Refusal.of(ProblemCode.VIEW_UNAVAILABLE, reason)
                            .retryAfter(RETRY)
                            .about(id)
                            .toException();
        };
    }

    private JobState unrecorded(JobId id, String tenant) {
        Duration retention = limits.retention(tenant);
        if (id.createdAt().plus(retention).isBefore(clock.instant())) {
            throw Refusal.of(
                            ProblemCode.GONE,
                            "the job was kept for %d s after it ended"
                                    .formatted(retention.toSeconds()))
                    .about(id)
                    .toException();
        }
        if (id.isAnswered()) {
            throw Refusal.of(
                            ProblemCode.VIEW_UNAVAILABLE,
                            "the job has ended and is about to be recorded")
                    .retryAfter(RETRY)
                    .about(id)
                    .toException();
        }
        return JobStates.unrecorded(id, tenant);
    }

    private static RefusedException deleted(JobId id) {
        return Refusal.of(ProblemCode.GONE, "the job was deleted").about(id).toException();
    }

    private Duration patience(String text) {
        Duration wait =
                Timings.parse(text)
                        .orElseThrow(() ->
                                Refusal.of(
                                                ProblemCode.MALFORMED_REQUEST,
                                                InputError.parameter(
                                                        "wait",
                                                        "expected seconds, 30s or ISO 8601"))
                                        .toException());
        return wait.compareTo(limits.maxWait()) < 0 ? wait : limits.maxWait();
    }
}
