package io.forebay.loadtests.growth.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.calls.Outcome;
import io.forebay.loadtests.job.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees the ends of jobs in their tenant's feed: one reader sees all of them, where a poll for each
 * would see some of them late. Confined to one thread.
 */
final class FeedOfEnds implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration CALL = Duration.ofSeconds(30);

    private final Target target;
    private final Nodes nodes;
    private final Set<String> open;
    private String cursor;

    /**
     * When jobs ended; milliseconds of the one clock that this machine has.
     *
     * @param first end, as the jobs state it
     * @param last end, as they state it
     * @param seen when the last one was in the feed
     * @param missing jobs whose ends were not seen in time
     */
    record Seen(long first, long last, long seen, int missing) {}

    /** Begins now: what has ended before is not looked at. */
    FeedOfEnds(Target target, Set<String> jobs) throws InterruptedException {
        this.target = target;
        this.nodes = new Nodes(List.of(target.url()), CALL);
        this.open = new HashSet<>(jobs);
        this.cursor =
                nodes.get(0, target.apiKey(), "/v1/feed?cursor=latest")
                                instanceof Outcome.Answered answer
                        ? answer.header().apply("Forebay-Cursor")
                        : "";
    }

    /** Reads until all of the jobs have ended. */
    Seen await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long first = Long.MAX_VALUE;
        long last = 0;
        long seen = 0;
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            String path =
                    "/v1/feed?limit=1000&wait=2s" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            if (nodes.get(0, target.apiKey(), path) instanceof Outcome.Answered answer
                    && answer.status() == 200) {
                long now = System.currentTimeMillis();
                for (String line : answer.body().split("\n")) {
                    JsonNode job = line.isBlank() ? null : read(line);
                    if (job != null && open.remove(job.path("id").asText())) {
                        long end = Instant.parse(job.path("finishedAt").asText()).toEpochMilli();
                        first = Math.min(first, end);
                        last = Math.max(last, end);
                        seen = now;
                    }
                }
                cursor = answer.header().apply("Forebay-Cursor");
            }
        }
        return new Seen(first, last, seen, open.size());
    }

    private static JsonNode read(String line) {
        try {
            return MAPPER.readTree(line).path("job");
        } catch (IOException e) {
            throw new IllegalStateException("a line of the feed is no JSON: " + line, e);
        }
    }

    @Override
    public void close() {
        nodes.close();
    }
}
