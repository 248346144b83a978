package io.forebay.ingest.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.results.reader.BatchReader;
import io.forebay.results.reader.BatchReader.EndedLine;
import io.forebay.results.reader.BatchReader.Ending;
import io.forebay.results.reader.LineCursor;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.wire.BatchCounts;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.JobState;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The lines of a batch that have ended, as JSON lines. Safe for use by several threads. */
public record EndedLines(BatchReader reader, JobWriter jobs) {

    private static final int LOOKS = 100;
    private static final long LOOK_MILLIS = 20;

    /**
     * The next lines.
     *
     * @param most of them
     * @throws RefusedException when the view cannot say
     */
    public List<EndedLine> next(BatchId id, Ending ending, LineCursor after, int most) {
        return reader.ended(id, ending, after, most).orElseThrow(EndedLines::unavailable);
    }

    /** One line, with its end. */
    public byte[] write(EndedLine line) {
        Rendered json = Rendered.json(out -> write(out, line.job()));
        byte[] text = Arrays.copyOf(json.bytes(), json.length() + 1);
        text[json.length()] = '\n';
        return text;
    }

    /**
     * Lines are seen apart from their batch: whoever was told that it is over is to find all.
     *
     * @param batch as it ended
     * @throws RefusedException when they do not come
     */
    public void awaitAll(BatchState batch, Ending ending) {
        BatchId id = new BatchId(batch.getBatchId());
        BatchCounts counts = batch.getCounts();
        long wanted =
                switch (ending) {
                    case RESULT -> counts.getCompleted();
                    case ERROR -> counts.getFailed() + counts.getCanceled() + counts.getExpired();
                };
        for (int look = 0; look < LOOKS; look++) {
            if (reader.count(id, ending).orElseThrow(EndedLines::unavailable) >= wanted) {
                return;
            }
            Batches.pause(LOOK_MILLIS);
        }
        throw unavailable();
    }

    private void write(JsonGenerator out, JobState job) throws IOException {
        out.writeStartObject();
        out.writeStringField("custom_id", job.getCustomId());
        out.writeNumberField("line", job.getBatchLine());
        out.writeFieldName("job");
        jobs.write(out, job);
        out.writeEndObject();
    }

    private static RefusedException unavailable() {
        return Batches.unavailable("the lines cannot all be read now");
    }
}
