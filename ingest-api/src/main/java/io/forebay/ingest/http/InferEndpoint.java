package io.forebay.ingest.http;

import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.protocol.InferenceAnswer;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.submit.Submitter;
import io.forebay.results.reader.JobReader;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.document.Outputs;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.Optional;

/**
 * {@code POST /v2/models/{model}/infer}: the result, through the queue; or the job, when the client
 * prefers that or the wait is over.
 */
record InferEndpoint(
        Intake intake,
        Submitter submitter,
        JobReader reader,
        JobAnswers answers,
        Outputs outputs,
        JobsConfig limits)
        implements Endpoint {

    private static final String JOB = "Forebay-Job";
    private static final String CACHE = "Forebay-Cache";
    private static final Header BYTES =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/octet-stream");

    @Override
    public Answer answer(Call call) {
        Intake.Asked asked = intake.read(call);
        Optional<Answer> hit =
                submitter
                        .landed(asked.request())
                        .flatMap(outputs::of)
                        .map(output -> result(asked, output, asked.inference().id()));
        return hit.map(answer -> answer.with(CACHE, "hit")).orElseGet(() -> throughTheQueue(asked));
    }

    private Answer throughTheQueue(Intake.Asked asked) {
        JobState submitted = submitter.submit(asked.request());
        boolean asynchronous =
                asked.preference().respondAsync()
                        && asked.preference().waitUpTo(limits.maxWait()).isEmpty();
        if (asynchronous) {
            return answers.submitted(submitted, asked.preference());
        }
        JobState state =
                SubmitEndpoint.await(
                        reader,
                        submitted,
                        asked.preference().waitUpTo(limits.maxWait()).orElse(limits.inferWait()));
        return JobStates.isTerminal(state)
                ? ended(asked, state)
                : answers.submitted(state, asked.preference());
    }

    private Answer ended(Intake.Asked asked, JobState state) {
        Optional<InferenceOutput> output = outputs.of(state);
        if (output.isEmpty()) {
            throw refusal(state).toException();
        }
        Optional<String> id = asked.inference().id().or(() -> Optional.of(state.getJobId()));
        Answer answer =
                result(asked, output.get(), id)
                        .with(JOB, state.getJobId())
                        .with(
                                CACHE,
                                state.getCache()
                                        .getStatus()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT));
        return asked.preference()
                .applied(limits.maxWait())
                .map(applied -> answer.with("Preference-Applied", applied))
                .orElse(answer);
    }

    private static Answer result(Intake.Asked asked, InferenceOutput output, Optional<String> id) {
        InferenceAnswer answer =
                InferenceAnswer.of(
                        asked.request().model().ref(), id, output, asked.inference().binary());
        return answer.jsonLength().isEmpty()
                ? Answer.json(200, answer.body())
                : Answer.of(200, BYTES, answer.body())
                        .with(
                                "Inference-Header-Content-Length",
                                Integer.toString(answer.jsonLength().getAsInt()));
    }

    /** A job that ended without a result, as the problem that it had. */
    private static Refusal refusal(JobState state) {
        Problem problem =
                state.hasError()
                        ? Problem.of(state.getError())
                        : new Problem(cause(state.getState()), "the job ended without a result");
        return Refusal.of(problem.code(), problem.detail()).about(new JobId(state.getJobId()));
    }

    private static ProblemCode cause(State state) {
        return switch (state) {
            case CANCELED -> ProblemCode.CANCELED;
            case EXPIRED -> ProblemCode.QUEUE_TIMEOUT;
            case FAILED -> ProblemCode.EXECUTION_FAILED;
            case QUEUED, RUNNING, SUCCEEDED, UNRECOGNIZED -> ProblemCode.INTERNAL;
        };
    }
}
