package io.forebay.schemas.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.wire.BatchCounts;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.WireProblem;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Writes the batch object of the contract.
 *
 * @param clock for how fast a batch that runs gets on
 */
public record BatchWriter(InstantSource clock) {

    /** As the dispatcher's average forgets. */
    private static final double MEMORY_MS = 15_000;

    public void write(JsonGenerator out, BatchState batch) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", batch.getBatchId());
        out.writeStringField("object", "batch");
        out.writeStringField("status", status(batch));
        out.writeBooleanField("terminal", hasEnded(batch.getStatus()));
        out.writeNumberField("version", batch.getVersion());
        counts(out, batch.getCounts());
        time(out, "createdAt", batch.getCreatedAt());
        time(out, "finalizedAt", batch.getSealedAt());
        time(out, "finishedAt", batch.getFinishedAt());
        time(out, "expiresAt", batch.getExpiresAt());
        time(out, "deadline", batch.getDeadline());
        out.writeNumberField("nextLine", batch.getNextLine());
        out.writeNumberField("nextOffset", batch.getNextOffset());
        files(out, batch);
        cache(out, batch);
        throughput(out, batch);
        if (batch.hasProblem()) {
            problem(out, batch.getProblem());
        }
        out.writeObjectFieldStart("metadata");
        for (var pair : new TreeMap<>(batch.getMetadataMap()).entrySet()) {
            out.writeStringField(pair.getKey(), pair.getValue());
        }
        out.writeEndObject();
        links(out, batch);
        out.writeEndObject();
    }

    public static String status(BatchState batch) {
        return batch.getStatus() == BatchStatus.UNRECOGNIZED
                ? "unknown"
                : batch.getStatus().name().substring("BATCH_".length()).toLowerCase(Locale.ROOT);
    }

    public static boolean hasEnded(BatchStatus status) {
        return switch (status) {
            case BATCH_COMPLETED, BATCH_CANCELED, BATCH_EXPIRED -> true;
            case BATCH_OPEN, BATCH_RUNNING, BATCH_CANCELING, UNRECOGNIZED -> false;
        };
    }

    private static void counts(JsonGenerator out, BatchCounts counts) throws IOException {
        out.writeObjectFieldStart("request_counts");
        out.writeNumberField("total", counts.getTotal());
        out.writeNumberField("queued", counts.getQueued());
        out.writeNumberField("running", counts.getRunning());
        out.writeNumberField("completed", counts.getCompleted());
        out.writeNumberField("failed", counts.getFailed());
        out.writeNumberField("canceled", counts.getCanceled());
        out.writeNumberField("expired", counts.getExpired());
        out.writeEndObject();
    }

    private static void files(JsonGenerator out, BatchState batch) throws IOException {
        if (!batch.getSource().isEmpty()) {
            out.writeObjectFieldStart("input");
            out.writeStringField("url", batch.getSource());
            out.writeEndObject();
        }
        if (!batch.getOutput().isEmpty()) {
            out.writeObjectFieldStart("output");
            out.writeStringField("url", batch.getOutput());
            out.writeBooleanField("written", isWritten(batch) && !batch.hasOutputProblem());
            out.writeStringField("results", ResultFiles.results(batch));
            out.writeStringField("errors", ResultFiles.errors(batch));
            if (isWritten(batch) && batch.hasOutputProblem()) {
                problem(out, batch.getOutputProblem());
            }
            out.writeEndObject();
        }
    }

    /** Whether what the batch ended with last was written, or given up. */
    private static boolean isWritten(BatchState batch) {
        return batch.getFinishedAt() != 0 && batch.getWrittenFor() == batch.getFinishedAt();
    }

    private static void problem(JsonGenerator out, WireProblem wire) throws IOException {
        out.writeObjectFieldStart("error");
        Problem problem = Problem.of(wire);
        ProblemMembers.write(out, problem, problem.code().status());
        out.writeEndObject();
    }

    private static void cache(JsonGenerator out, BatchState batch) throws IOException {
        out.writeObjectFieldStart("cache");
        out.writeNumberField("hits", batch.getCacheHits());
        out.writeNumberField("coalesced", batch.getCoalesced());
        out.writeNumberField("saved", batch.getCacheHits() + batch.getCoalesced());
        out.writeEndObject();
    }

    /** The dispatcher's average, brought up to now and corrected for what it has not seen. */
    private void throughput(JsonGenerator out, BatchState batch) throws IOException {
        long until = batch.getFinishedAt() == 0 ? clock.millis() : batch.getFinishedAt();
        double age = Math.max(1, until - batch.getCreatedAt());
        BatchCounts counts = batch.getCounts();
        long left = counts.getQueued() + counts.getRunning();
        double rate =
                left == 0
                        ? (counts.getTotal() * 1000.0) / age
                        : batch.getRate()
                                * Math.exp(-Math.max(0, until - batch.getRateAt()) / MEMORY_MS)
                                / (1 - Math.exp(-age / MEMORY_MS));
        out.writeNumberField("linesPerSecond", Math.round(rate * 10) / 10.0);
        if (left > 0 && rate > 0.01) {
            out.writeNumberField("etaSeconds", Math.round(left / rate));
        }
    }

    private static void links(JsonGenerator out, BatchState batch) throws IOException {
        String self = "/v1/batches/" + batch.getBatchId();
        out.writeObjectFieldStart("links");
        out.writeStringField("self", self);
        out.writeStringField("results", self + "/results");
        out.writeStringField("errors", self + "/errors");
        out.writeStringField("deliveries", self + "/deliveries");
        if (!hasEnded(batch.getStatus())) {
            out.writeStringField("cancel", self + "/cancel");
        }
        out.writeEndObject();
    }

    private static void time(JsonGenerator out, String member, long millis) throws IOException {
        if (millis != 0) {
            out.writeStringField(member, Times.text(millis));
        }
    }
}
