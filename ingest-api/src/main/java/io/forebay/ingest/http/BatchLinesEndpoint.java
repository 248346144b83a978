package io.forebay.ingest.http;

import io.forebay.ingest.batch.EndedLines;
import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.results.reader.BatchReader.EndedLine;
import io.forebay.results.reader.BatchReader.Ending;
import io.forebay.results.reader.LineCursor;
import io.forebay.schemas.document.BatchWriter;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchState;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * {@code GET /v1/batches/{id}/results} and {@code /errors}: JSON lines, a page at a time, each line
 * once, also while the batch runs.
 */
record BatchLinesEndpoint(BatchEndpoints batches, EndedLines lines, Ending ending)
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

    @Override
    public Answer answer(Call call) {
        BatchState batch = batches.batch(call);
        BatchId id = new BatchId(batch.getBatchId());
        if (BatchWriter.hasEnded(batch.getStatus())) {
            lines.awaitAll(batch, ending);
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
            List<EndedLine> some = lines.next(id, ending, cursor, round);
            if (some.isEmpty()) {
                break;
            }
            some.forEach(line -> body.writeBytes(lines.write(line)));
            cursor = some.getLast().cursor();
            count += some.size();
        }
        return Answer.of(200, LINES, Rendered.of(body.toByteArray()))
                .with(NEXT, cursor.text())
                .with(HeaderNames.CACHE_CONTROL, "private, no-cache");
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
