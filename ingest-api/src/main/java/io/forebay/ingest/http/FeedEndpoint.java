package io.forebay.ingest.http;

import io.forebay.ingest.cursor.CursorSeal;
import io.forebay.ingest.cursor.FeedCursor;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.results.reader.Feed;
import io.forebay.results.reader.FeedPosition;
import io.forebay.schemas.problem.ProblemCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * {@code GET /v1/feed}: a tenant's completions, as lines of JSON up to where the log is now, or as
 * server-sent events that go on.
 */
record FeedEndpoint(
        Feed feed,
        FeedLines lines,
        OpenStreams streams,
        CursorSeal seal,
        Paging paging,
        InstantSource clock)
        implements Endpoint {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String LATEST = "latest";

    @Override
    public Answer answer(Call call) {
        Accepts.requireLinesOrEvents(call);
        FeedCursor from = from(call);
        int limit = paging.limit(call);
        if (Accepts.eventStream(call)) {
            // Before the place, since a refusal must not take one.
            slice(call, from, 1);
            OpenStreams.Place place = streams.open(call.caller());
            return Answer.events(
                    new FeedStream(call.tenant(), feed, lines, streams.heartbeat(), place, from));
        }
        return page(call, from, limit);
    }

    private Answer page(Call call, FeedCursor from, int limit) {
        Feed.Slice.Entries found = wait(call, from, limit);
        FeedCursor next = lines.end(from, found);
        String cursor = next.text(seal, call.tenant());
        return Answer.stream(Paging.LINES, lines.body(call.tenant(), from, found))
                .with("Forebay-Cursor", cursor)
                .with("Link", "</v1/feed?cursor=" + cursor + ">; rel=\"next\"");
    }

    /** Until there is something, as long as the client wants. */
    private Feed.Slice.Entries wait(Call call, FeedCursor from, int limit) {
        long until = System.nanoTime() + paging.patience(call).toNanos();
        try (Feed.Watch watch = feed.watch(call.tenant())) {
            Feed.Slice.Entries found = slice(call, from, limit);
            while (found.entries().isEmpty() && System.nanoTime() - until < 0) {
                Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
                if (watch.await(FeedStream.shorter(left, FeedStream.RECHECK))) {
                    found = slice(call, from, limit);
                }
                if (Thread.currentThread().isInterrupted()) {
                    return found;
                }
            }
            return found;
        }
    }

    private Feed.Slice.Entries slice(Call call, FeedCursor from, int limit) {
        return switch (feed.read(call.tenant(), from.position(), limit)) {
            case Feed.Slice.Entries found -> found;
            case Feed.Slice.Unavailable(String reason) -> throw unavailable(reason);
        };
    }

    private FeedCursor from(Call call) {
        Optional<String> resumed = call.header("Last-Event-ID").filter(text -> !text.isEmpty());
        Optional<String> text = resumed.or(() -> call.query("cursor"));
        if (text.isEmpty()) {
            return new FeedCursor(feed.begin(), clock.millis());
        }
        if (text.get().equals(LATEST)) {
            FeedPosition end =
                    feed.end().orElseThrow(() -> unavailable("the view is away or incomplete"));
            return new FeedCursor(end, clock.millis());
        }
        FeedCursor cursor =
                FeedCursor.parse(seal, call.tenant(), text.get())
                        .orElseThrow(() -> invalid(resumed.isPresent()));
        boolean gone =
                cursor.isExpired(paging.jobs().retention(call.tenant()), clock.instant())
                        || cursor.position().next().size() != feed.begin().next().size();
        if (gone) {
            throw Refusal.of(
                            ProblemCode.CURSOR_EXPIRED,
                            "jobs may have left the feed behind the cursor; begin without one")
                    .toException();
        }
        return cursor;
    }

    private static RuntimeException invalid(boolean resumed) {
        String expected = "expected a cursor that this feed gave to this tenant";
        return Refusal.of(
                        ProblemCode.INVALID_CURSOR,
                        resumed
                                ? InputError.header("Last-Event-ID", expected)
                                : InputError.parameter("cursor", expected))
                .toException();
    }

    private static RuntimeException unavailable(String reason) {
        return Refusal.of(ProblemCode.VIEW_UNAVAILABLE, reason).retryAfter(RETRY).toException();
    }
}
