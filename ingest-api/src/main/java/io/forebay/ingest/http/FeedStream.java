package io.forebay.ingest.http;

import io.forebay.ingest.cursor.FeedCursor;
import io.forebay.results.reader.Feed;
import io.forebay.schemas.document.JobStates;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A feed as server-sent events, without end. While the view cannot say what comes next, it waits.
 * Confined to the request's thread.
 */
final class FeedStream implements StreamedBody {

    /** How soon a completion is found whose hint was lost. */
    static final Duration RECHECK = Duration.ofSeconds(2);

    private static final int ROUND = 100;

    private final String tenant;
    private final Feed feed;
    private final FeedLines lines;
    private final Duration heartbeat;
    private final OpenStreams.Place place;
    private final Feed.Watch watch;
    private FeedCursor cursor;
    private long heartbeatAt;

    FeedStream(
            String tenant,
            Feed feed,
            FeedLines lines,
            Duration heartbeat,
            OpenStreams.Place place,
            FeedCursor from) {
        this.tenant = tenant;
        this.feed = feed;
        this.lines = lines;
        this.heartbeat = heartbeat;
        this.place = place;
        this.watch = feed.watch(tenant);
        this.cursor = from;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        place.begin();
        EventWriter events = new EventWriter(out);
        events.begin();
        wrote();
        boolean look = true;
        while (!Thread.currentThread().isInterrupted()) {
            if (look && tell(events)) {
                continue;
            }
            if (System.nanoTime() - heartbeatAt >= 0) {
                events.heartbeat(lines.text(tenant, cursor));
                wrote();
            }
            Duration quiet = Duration.ofNanos(Math.max(1, heartbeatAt - System.nanoTime()));
            look = watch.await(shorter(quiet, RECHECK));
        }
    }

    /** Whether there is more to tell at once. */
    private boolean tell(EventWriter events) throws IOException {
        return switch (feed.read(tenant, cursor.position(), ROUND)) {
            case Feed.Slice.Unavailable _ -> {
                watch.doubt();
                yield false;
            }
            case Feed.Slice.Entries found -> {
                lines.each(
                        tenant,
                        cursor,
                        found.entries(),
                        (id, job) ->
                                events.event(
                                        id,
                                        "job." + JobStates.name(job.getState()),
                                        data -> lines.writer().write(data, job)));
                cursor = lines.end(cursor, found);
                if (!found.entries().isEmpty()) {
                    events.flush();
                    wrote();
                }
                yield found.more();
            }
        };
    }

    private void wrote() {
        heartbeatAt = System.nanoTime() + heartbeat.toNanos();
    }

    @Override
    public void close() {
        watch.close();
        place.close();
    }
}
