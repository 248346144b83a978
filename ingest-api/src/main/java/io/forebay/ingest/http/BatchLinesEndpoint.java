package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.results.reader.BatchReader;
import io.forebay.results.reader.BatchReader.EndedLine;
import io.forebay.results.reader.BatchReader.Ending;
import io.forebay.results.reader.LineCursor;
import io.forebay.schemas.document.BatchWriter;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.JobState;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * {@code GET /v1/batches/{id}/results} and {@code /errors}: JSON lines, a page at a time, each line
 * once, also while the batch runs.
 */
record BatchLinesEndpoint(BatchEndpoints batches, BatchReader reader, JobWriter jobs, Ending ending)
        implements Endpoint {

    /** To read on after the last line of the page. */
    static final String NEXT = "Forebay-Next-Cursor";

    private static final Header LINES =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/x-ndjson");
    private static final int USUAL = 1_000;
    private static final int MOST = 10_000;

    /** Lines in memory at once, whose results may be large. */
    private static final int ROUND = 100;

    private static final int MOST_BYTES = 16 << 20;
    private static final int LOOKS = 100;
    private static final Duration RETRY = Duration.ofSeconds(1);

    @Override
    public Answer answer(Call call) {
        BatchState batch = batches.batch(call);
        BatchId id = new BatchId(batch.getBatchId());
        if (BatchWriter.hasEnded(batch.getStatus())) {
            awaitAll(id, batch);
        }
        LineCursor after =
                call.query("after").map(BatchLinesEndpoint::cursor).orElse(LineCursor.START);
        int most =
                Math.clamp(
                        call.query("limit")
                                .map(text -> BatchEndpoints.number(text, "limit"))
                                .orElse((long) USUAL),
                        1,
                        MOST);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        LineCursor cursor = after;
        for (int count = 0; count < most && body.size() < MOST_BYTES; ) {
            int round = Math.min(ROUND, most - count);
            List<EndedLine> lines =
                    reader.ended(id, ending, cursor, round).orElseThrow(this::unavailable);
            if (lines.isEmpty()) {
                break;
            }
            for (EndedLine line : lines) {
                body.writeBytes(Rendered.json(out -> write(out, line.job())).toByteArray());
                body.write('\n');
            }
            cursor = lines.getLast().cursor();
            count += lines.size();
        }
        return Answer.of(200, LINES, Rendered.of(body.toByteArray()))
                .with(NEXT, cursor.text())
                .with(HeaderNames.CACHE_CONTROL, "private, no-cache");
    }

    private void write(JsonGenerator out, JobState job) throws IOException {
        out.writeStartObject();
        out.writeStringField("custom_id", job.getCustomId());
        out.writeNumberField("line", job.getBatchLine());
        out.writeFieldName("job");
        jobs.write(out, job);
        out.writeEndObject();
    }

    /** Lines are seen apart from their batch: whoever was told that it is over is to find all. */
    private void awaitAll(BatchId id, BatchState batch) {
        var counts = batch.getCounts();
        long wanted =
                switch (ending) {
                    case RESULT -> counts.getCompleted();
                    case ERROR -> counts.getFailed() + counts.getCanceled() + counts.getExpired();
                };
        for (int look = 0; look < LOOKS; look++) {
            if (reader.count(id, ending).orElseThrow(this::unavailable) >= wanted) {
                return;
            }
            pause();
        }
        throw unavailable();
    }

    private void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private RefusedException unavailable() {
        return Refusal.of(ProblemCode.VIEW_UNAVAILABLE, "the lines cannot all be read now")
                .retryAfter(RETRY)
                .toException();
    }

    private static LineCursor cursor(String text) {
        return LineCursor.parse(text)
                .orElseThrow(() ->
                        Refusal.of(
                                        ProblemCode.MALFORMED_REQUEST,
                                        InputError.parameter("after", "is no cursor"))
                                .toException());
    }
}
