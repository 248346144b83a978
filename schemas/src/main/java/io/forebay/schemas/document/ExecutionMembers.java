package io.forebay.schemas.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.JobState;
import java.io.IOException;
import java.util.HexFormat;

/** How a job's result came about: {@code timings}, {@code batchSize}, {@code provenance}. */
record ExecutionMembers(JobState state) {

    private static final double MICROS_PER_MILLI = 1000.0;

    void write(JsonGenerator out) throws IOException {
        timings(out);
        if (state.hasExecution()) {
            out.writeNumberField("batchSize", state.getExecution().getBatchSize());
            provenance(out, state.getExecution());
        }
    }

    private void timings(JsonGenerator out) throws IOException {
        if (state.getStartedAt() == 0 && state.getFinishedAt() == 0) {
            return;
        }
        out.writeObjectFieldStart("timings");
        if (state.getStartedAt() != 0) {
            out.writeNumberField(
                    "queueMs", Math.max(0, state.getStartedAt() - state.getCreatedAt()));
        }
        if (state.hasExecution()) {
            Execution execution = state.getExecution();
            out.writeNumberField("batchWaitMs", execution.getBatchWaitUs() / MICROS_PER_MILLI);
            out.writeNumberField("inferMs", execution.getInferUs() / MICROS_PER_MILLI);
        }
        if (state.getFinishedAt() != 0) {
            out.writeNumberField(
                    "totalMs", Math.max(0, state.getFinishedAt() - state.getCreatedAt()));
        }
        out.writeEndObject();
    }

    private void provenance(JsonGenerator out, Execution execution) throws IOException {
        out.writeObjectFieldStart("provenance");
        out.writeStringField(
                "modelDigest",
                "sha256:" + HexFormat.of().formatHex(state.getModel().getDigest().toByteArray()));
        out.writeStringField("executionProvider", execution.getExecutionProvider());
        out.writeStringField("precision", execution.getPrecision());
        out.writeEndObject();
    }
}
