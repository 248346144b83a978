package io.forebay.ingest.http;

import io.forebay.ingest.batch.Batches;
import io.forebay.ingest.batch.BrokenUploadException;
import io.forebay.ingest.batch.Retries;
import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.results.reader.BatchReader;
import io.forebay.schemas.document.BatchWriter;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes, fills and changes batches. */
record BatchEndpoints(
        Batches batches,
        Retries retries,
        BatchReader reader,
        JobIdMint mint,
        BatchWriter writer,
        BatchOpening opening) {

    private static final int LISTED = 100;

    /** {@code POST /v1/batches}: a whole batch in one upload, or a draft. */
    Answer create(Call call) {
        if (!BatchBody.hasLines(call)) {
            BatchState draft = opening.drafted(call);
            // Without an input it is a draft; with one it needs nothing more.
            return created(draft.getSource().isEmpty() ? 201 : 202, draft);
        }
        batches.admitUpload(call.tenant());
        BatchState opened = opening.uploaded(call);
        BatchId id = new BatchId(opened.getBatchId());
        boolean taken = false;
        try {
            batches.fill(opened, BatchBody.open(call));
            taken = true;
            return created(202, batches.seal(id, call.tenant()));
        } catch (BrokenUploadException e) {
            throw broken(e);
        } finally {
            if (!taken) {
                // Whoever sent it does not know its name: nobody will go on with it.
                batches.cancel(id, call.tenant(), Optional.empty());
            }
        }
    }

    /** {@code POST /v1/batches/{id}/lines}: the next lines of a draft. */
    Answer append(Call call) {
        BatchState batch = filledByItsClient(call);
        batches.admitUpload(call.tenant());
        if (batch.getStatus() != BatchStatus.BATCH_OPEN) {
            throw new RefusedException(
                    ProblemCode.BATCH_CONFLICT,
                    "the batch is %s and takes no more lines".formatted(BatchWriter.status(batch)));
        }
        call.query("line")
                .map(text -> number(text, "line"))
                .filter(line -> line != batch.getNextLine())
                .ifPresent(line -> {
                    throw Refusal.of(
                                    ProblemCode.BATCH_CONFLICT,
                                    InputError.parameter(
                                            "line",
                                            "the batch's next line is " + batch.getNextLine()))
                            .toException();
                });
        try {
            return answer(202, batches.fill(batch, BatchBody.open(call)));
        } catch (BrokenUploadException e) {
            throw broken(e);
        }
    }

    /** {@code POST /v1/batches/{id}/finalize}. */
    Answer seal(Call call) {
        BatchState batch = filledByItsClient(call);
        return batch.getStatus() == BatchStatus.BATCH_OPEN
                ? answer(202, batches.seal(new BatchId(batch.getBatchId()), call.tenant()))
                : answer(200, batch);
    }

    /** {@code GET /v1/batches/{id}}. */
    Answer read(Call call) {
        return answer(200, batch(call));
    }

    /** {@code GET /v1/batches}. */
    Answer list(Call call) {
        List<BatchState> newest =
                reader.list(call.tenant(), LISTED)
                        .orElseThrow(() ->
                                Refusal.of(
                                                ProblemCode.VIEW_UNAVAILABLE,
                                                "the batches cannot be read now")
                                        .retryAfter(Duration.ofSeconds(1))
                                        .toException());
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "list");
                    out.writeArrayFieldStart("data");
                    for (BatchState batch : newest) {
                        writer.write(out, batch);
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    /** {@code POST /v1/batches/{id}/cancel}. */
    Answer cancel(Call call) {
        BatchState batch = batch(call);
        if (BatchWriter.hasEnded(batch.getStatus())) {
            throw new RefusedException(
                    ProblemCode.ALREADY_TERMINAL,
                    "the batch has ended: " + BatchWriter.status(batch));
        }
        batches.cancel(new BatchId(batch.getBatchId()), call.tenant(), Optional.empty());
        return answer(202, batch);
    }

    /** {@code POST /v1/batches/{id}/lines/{line}/cancel}. */
    Answer cancelLine(Call call) {
        BatchState batch = batch(call);
        long line = number(call.part("line"), "line");
        if (line < 1 || line >= batch.getNextLine()) {
            throw new RefusedException(
                    ProblemCode.NOT_FOUND,
                    "the batch has the lines 1 to %d".formatted(batch.getNextLine() - 1));
        }
        batches.cancel(new BatchId(batch.getBatchId()), call.tenant(), Optional.of(line));
        return answer(202, batch);
    }

    /** {@code POST /v1/batches/{id}/retry-failed}. */
    Answer retryFailed(Call call) {
        BatchState batch = batch(call);
        long retried = retries.retryFailed(batch);
        return answer(202, batches.get(new BatchId(batch.getBatchId())))
                .with("Forebay-Retried", Long.toString(retried));
    }

    /** A batch that the server made for this tenant: all other ids are unknown alike. */
    BatchId id(Call call) {
        return BatchId.parse(call.part(JobEndpoints.ID))
                .filter(id -> mint.isGenuine(id, call.tenant()))
                .orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.UNKNOWN_BATCH, "the tenant has no such batch"));
    }

    BatchState batch(Call call) {
        return batches.get(id(call));
    }

    /** A batch that its client fills and finalizes. */
    private BatchState filledByItsClient(Call call) {
        BatchState batch = batch(call);
        if (!batch.getSource().isEmpty()) {
            throw new RefusedException(
                    ProblemCode.BATCH_CONFLICT, "the lines of the batch come from its input");
        }
        return batch;
    }

    private Answer created(int status, BatchState batch) {
        return answer(status, batch)
                .with(HeaderNames.LOCATION, "/v1/batches/" + batch.getBatchId());
    }

    private Answer answer(int status, BatchState batch) {
        return Answer.json(status, Rendered.json(out -> writer.write(out, batch)))
                .with(HeaderNames.CACHE_CONTROL, "private, no-cache");
    }

    static long number(String text, String parameter) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            InputError.parameter(parameter, "expected a number"))
                    .toException();
        }
    }

    private static TransportException broken(BrokenUploadException e) {
        return new TransportException(
                e.getCause() instanceof RuntimeException known
                        ? known
                        : new java.io.UncheckedIOException(
                                new java.io.IOException("the upload broke off", e)));
    }
}
