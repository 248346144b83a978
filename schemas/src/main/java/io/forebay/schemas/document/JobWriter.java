package io.forebay.schemas.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WireTensor;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the job object of the contract. What is not known is left out.
 *
 * @param outputs where outputs are that did not fit the state
 */
public record JobWriter(Outputs outputs) {

    /**
     * Writes one object.
     *
     * @throws io.forebay.schemas.payload.PayloadStoreException when the outputs cannot be had now
     */
    public void write(JsonGenerator out, JobState state) throws IOException {
        // First, so that nothing is half written when the store is away.
        Optional<InferenceOutput> output = outputs.of(state);
        out.writeStartObject();
        head(out, state);
        times(out, state);
        if (state.getState() == State.QUEUED) {
            out.writeObjectFieldStart("queue");
            out.writeStringField(
                    "reason", state.getQueueReason().isEmpty() ? "queued" : state.getQueueReason());
            out.writeEndObject();
        }
        attempts(out, state);
        if (output.isPresent()) {
            outputs(out, output.get());
        }
        if (state.hasError()) {
            out.writeFieldName("error");
            problem(out, state.getError());
        }
        new ExecutionMembers(state).write(out);
        metadata(out, state.getMetadataMap());
        links(out, state);
        out.writeEndObject();
    }

    private static void head(JsonGenerator out, JobState state) throws IOException {
        out.writeStringField("id", state.getJobId());
        out.writeStringField("object", "job");
        if (state.hasModel()) {
            out.writeStringField("model", state.getModel().getName());
            out.writeStringField("modelVersion", state.getModel().getVersion());
            out.writeStringField("lane", Topics.laneName(state.getLane()));
        }
        out.writeStringField("state", JobStates.name(state.getState()));
        out.writeBooleanField("terminal", JobStates.isTerminal(state));
        out.writeNumberField("version", state.getVersion());
        if (state.hasCache()) {
            cache(out, state.getCache());
        }
        if (!state.getRedriveOf().isEmpty()) {
            out.writeStringField("redriveOf", state.getRedriveOf());
        }
        belonging(out, state);
    }

    /** To which flight, and to which line of which batch. */
    private static void belonging(JsonGenerator out, JobState state) throws IOException {
        if (!state.getFlightKey().isEmpty()) {
            out.writeStringField("flight", flight(state));
        }
        if (!state.getBatchId().isEmpty()) {
            out.writeObjectFieldStart("batch");
            out.writeStringField("id", state.getBatchId());
            out.writeNumberField("line", state.getBatchLine());
            out.writeStringField("customId", state.getCustomId());
            out.writeEndObject();
        }
    }

    private static String flight(JobState state) {
        return HexFormat.of().formatHex(state.getFlightKey().toByteArray());
    }

    private static void cache(JsonGenerator out, CacheInfo cache) throws IOException {
        out.writeObjectFieldStart("cache");
        out.writeStringField("status", cache.getStatus().name().toLowerCase(Locale.ROOT));
        if (cache.getAgeMs() > 0 || !cache.getComputedBy().isEmpty()) {
            out.writeNumberField("age", cache.getAgeMs() / 1000.0);
        }
        if (!cache.getComputedBy().isEmpty()) {
            out.writeStringField("computedBy", cache.getComputedBy());
        }
        out.writeEndObject();
    }

    private static void times(JsonGenerator out, JobState state) throws IOException {
        time(out, "createdAt", state.getCreatedAt());
        time(out, "startedAt", state.getStartedAt());
        time(out, "finishedAt", state.getFinishedAt());
        time(out, "expiresAt", state.getExpiresAt());
        time(out, "startBy", state.getStartBy());
        time(out, "deadline", state.getDeadline());
    }

    private static void time(JsonGenerator out, String member, long millis) throws IOException {
        if (millis != 0) {
            out.writeStringField(member, Times.text(millis));
        }
    }

    private static void attempts(JsonGenerator out, JobState state) throws IOException {
        if (state.getAttemptsCount() == 0) {
            return;
        }
        out.writeArrayFieldStart("attempts");
        for (Attempt attempt : state.getAttemptsList()) {
            out.writeStartObject();
            out.writeNumberField("n", attempt.getNumber());
            out.writeStringField("worker", attempt.getWorker());
            time(out, "startedAt", attempt.getStartedAt());
            time(out, "endedAt", attempt.getEndedAt());
            if (attempt.hasError()) {
                out.writeFieldName("error");
                problem(out, attempt.getError());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void outputs(JsonGenerator out, InferenceOutput output) throws IOException {
        out.writeArrayFieldStart("outputs");
        for (WireTensor tensor : output.getOutputsList()) {
            TensorWriter.write(out, tensor);
        }
        out.writeEndArray();
        Answers.write(out, output);
    }

    private static void problem(JsonGenerator out, WireProblem wire) throws IOException {
        Problem problem = Problem.of(wire);
        out.writeStartObject();
        ProblemMembers.write(out, problem, problem.code().status());
        out.writeEndObject();
    }

    private static void metadata(JsonGenerator out, Map<String, String> pairs) throws IOException {
        out.writeObjectFieldStart("metadata");
        for (var pair : new TreeMap<>(pairs).entrySet()) {
            out.writeStringField(pair.getKey(), pair.getValue());
        }
        out.writeEndObject();
    }

    private static void links(JsonGenerator out, JobState state) throws IOException {
        String self = "/v1/jobs/" + state.getJobId();
        out.writeObjectFieldStart("links");
        out.writeStringField("self", self);
        out.writeStringField("events", self + "/events");
        out.writeStringField("deliveries", self + "/deliveries");
        if (!JobStates.isTerminal(state)) {
            out.writeStringField("cancel", self + "/cancel");
        }
        if (state.getCacheUntil() > 0 && state.getState() == State.SUCCEEDED) {
            out.writeStringField("result", "/v1/results/" + flight(state));
        }
        out.writeEndObject();
    }
}
