package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.ingest.deadletter.Letter;
import io.forebay.ingest.deadletter.LetterHead;
import io.forebay.schemas.document.ProblemMembers;
import io.forebay.schemas.document.Times;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WireTensor;
import java.io.IOException;
import java.util.List;

/**
 * Writes dead letters. Of the input only its outline: who needs the bytes has them, or redrives.
 *
 * @param payloads where inputs are that did not fit the queue
 */
record LetterWriter(Payloads payloads) {

    private static final String PATH = "/v1/dead-letters/";

    void head(JsonGenerator out, LetterHead head, List<JobId> jobs) throws IOException {
        out.writeStartObject();
        members(out, head, jobs);
        out.writeEndObject();
    }

    void whole(JsonGenerator out, LetterHead head, List<JobId> jobs, Letter letter)
            throws IOException {
        // First, so that nothing is half written when the store is away.
        InferenceInput input = input(letter);
        out.writeStartObject();
        members(out, head, jobs);
        out.writeArrayFieldStart("attempts");
        for (Attempt attempt : letter.letter().getAttemptsList()) {
            attempt(out, attempt);
        }
        out.writeEndArray();
        out.writeFieldName("input");
        outline(out, input);
        out.writeEndObject();
    }

    private static void members(JsonGenerator out, LetterHead head, List<JobId> jobs)
            throws IOException {
        out.writeStringField("id", head.id().text());
        out.writeStringField("object", "dead-letter");
        out.writeStringField("model", head.model());
        out.writeStringField("modelVersion", head.version());
        out.writeStringField("lane", Topics.laneName(head.lane()));
        out.writeStringField("diedAt", Times.text(head.diedAt()));
        out.writeNumberField("attemptCount", head.attempts());
        out.writeFieldName("error");
        problem(out, head.problem());
        out.writeArrayFieldStart("jobs");
        for (JobId job : jobs) {
            out.writeString(job.text());
        }
        out.writeEndArray();
        out.writeObjectFieldStart("links");
        out.writeStringField("self", PATH + head.id().text());
        out.writeStringField("redrive", PATH + head.id().text() + "/redrive");
        out.writeEndObject();
    }

    private static void attempt(JsonGenerator out, Attempt attempt) throws IOException {
        out.writeStartObject();
        out.writeNumberField("n", attempt.getNumber());
        out.writeStringField("worker", attempt.getWorker());
        if (attempt.getStartedAt() != 0) {
            out.writeStringField("startedAt", Times.text(attempt.getStartedAt()));
        }
        if (attempt.getEndedAt() != 0) {
            out.writeStringField("endedAt", Times.text(attempt.getEndedAt()));
        }
        if (attempt.hasError()) {
            out.writeFieldName("error");
            problem(out, attempt.getError());
        }
        out.writeEndObject();
    }

    private static void outline(JsonGenerator out, InferenceInput input) throws IOException {
        out.writeStartObject();
        if (input.hasMedia()) {
            out.writeObjectFieldStart("media");
            out.writeStringField("contentType", input.getMedia().getContentType());
            out.writeNumberField("bytes", input.getMedia().getData().size());
            out.writeEndObject();
        }
        out.writeArrayFieldStart("tensors");
        for (WireTensor tensor : input.getTensorsList()) {
            out.writeStartObject();
            out.writeStringField("name", tensor.getName());
            out.writeStringField("datatype", tensor.getDatatype());
            out.writeArrayFieldStart("shape");
            for (long dimension : tensor.getShapeList()) {
                out.writeNumber(dimension);
            }
            out.writeEndArray();
            out.writeNumberField("bytes", tensor.getData().size());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private InferenceInput input(Letter letter) {
        try {
            return InferenceInput.parseFrom(payloads.unwrap(letter.letter().getItem().getInput()));
        } catch (InvalidProtocolBufferException e) {
            throw new PayloadStoreException(
                    "the input of " + letter.id().text() + " cannot be read", e);
        }
    }

    private static void problem(JsonGenerator out, WireProblem wire) throws IOException {
        Problem problem = Problem.of(wire);
        out.writeStartObject();
        ProblemMembers.write(out, problem, problem.code().status());
        out.writeEndObject();
    }
}
