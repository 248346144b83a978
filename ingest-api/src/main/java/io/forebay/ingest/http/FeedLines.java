package io.forebay.ingest.http;

import io.forebay.ingest.cursor.CursorSeal;
import io.forebay.ingest.cursor.FeedCursor;
import io.forebay.ingest.json.Rendered;
import io.forebay.results.reader.Feed;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Reads the jobs of a feed's entries, and writes them each with the cursor behind it. */
record FeedLines(JobReader reader, JobWriter writer, CursorSeal seal, InstantSource clock) {

    /** Few enough to be held in memory, results and all. */
    private static final int ROUND = 32;

    /** Takes one job of a feed. */
    interface Sink {

        /**
         * @param cursor the text of the place behind the job
         */
        void take(String cursor, JobState job) throws IOException;
    }

    /** Where the feed goes on behind the entries. */
    FeedCursor end(FeedCursor from, Feed.Slice.Entries found) {
        FeedCursor last = from;
        for (Feed.Entry entry : found.entries()) {
            last = behind(last, entry);
        }
        return found.more() ? last : new FeedCursor(last.position(), clock.millis());
    }

    /**
     * Shows the jobs one by one. Those that were deleted or have left since are passed over.
     *
     * @return where the feed goes on
     * @throws IOException when the sink does, or the view cannot say what an entry's job is
     */
    FeedCursor each(String tenant, FeedCursor from, List<Feed.Entry> entries, Sink sink)
            throws IOException {
        FeedCursor last = from;
        for (int at = 0; at < entries.size(); at += ROUND) {
            List<Feed.Entry> round = entries.subList(at, Math.min(entries.size(), at + ROUND));
            Map<JobId, Reading> jobs =
                    reader.read(round.stream().map(entry -> entry.job().id()).toList());
            for (Feed.Entry entry : round) {
                last = behind(last, entry);
                switch (jobs.get(entry.job().id())) {
                    case Reading.Found(JobState job) -> sink.take(last.text(seal, tenant), job);
                    case Reading.Deleted _ -> {}
                    case Reading.NotRecorded _ -> {}
                    case Reading.Unavailable(String reason) -> throw new IOException(reason);
                    case null -> throw new IOException("nobody answered");
                }
            }
        }
        return last;
    }

    /** The entries as lines of JSON. */
    StreamedBody body(String tenant, FeedCursor from, Feed.Slice.Entries found) {
        return out -> each(tenant, from, found.entries(), (cursor, job) -> line(out, cursor, job));
    }

    private void line(OutputStream out, String cursor, JobState job) throws IOException {
        Rendered line =
                Rendered.json(json -> {
                    json.writeStartObject();
                    json.writeStringField("cursor", cursor);
                    json.writeFieldName("job");
                    writer.write(json, job);
                    json.writeEndObject();
                });
        out.write(line.bytes(), 0, line.length());
        out.write('\n');
    }

    String text(String tenant, FeedCursor cursor) {
        return cursor.text(seal, tenant);
    }

    private static FeedCursor behind(FeedCursor cursor, Feed.Entry entry) {
        return new FeedCursor(
                cursor.position().after(entry),
                entry.job().at() == 0 ? cursor.completeUntil() : entry.job().at());
    }
}
