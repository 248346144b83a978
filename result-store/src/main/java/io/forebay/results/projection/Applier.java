package io.forebay.results.projection;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.projection.PartitionView.Following;
import io.forebay.results.redis.RedisAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confined to the projection thread: brings chunks into the view. */
final class Applier {

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private final PartitionViews views;
    private final ViewStore store;
    private final InstantSource clock;
    private final ResultStoreMeters meters;
    private final RebuildLog rebuildLog;
    private final ProjectionSpans spans;

    Applier(
            PartitionViews views,
            ViewStore store,
            InstantSource clock,
            ResultStoreMeters meters,
            RebuildLog rebuildLog,
            ProjectionSpans spans) {
        this.views = views;
        this.store = store;
        this.clock = clock;
        this.meters = meters;
        this.rebuildLog = rebuildLog;
        this.spans = spans;
    }

    private record Sent(
            int partition,
            Following before,
            Chunk chunk,
            ViewBatch batch,
            Instant at,
            CompletableFuture<RedisAnswer<Optional<String>>> answer) {}

    /**
     * Applies everything, as far as Redis lets it: the chunks of one partition one after the other,
     * partitions side by side.
     *
     * @param pending chunks by partition; empty afterwards
     */
    void apply(Map<Integer, Deque<Chunk>> pending) {
        while (!pending.isEmpty()) {
            for (Sent sent : send(pending)) {
                if (!settle(sent)) {
                    // It is read again from wherever the view turns out to be.
                    pending.remove(sent.partition());
                }
            }
            pending.values().removeIf(Deque::isEmpty);
        }
    }

    private List<Sent> send(Map<Integer, Deque<Chunk>> pending) {
        List<Sent> round = new ArrayList<>();
        pending.forEach((partition, chunks) -> {
            Following before = views.following(partition).orElseThrow();
            Chunk chunk = chunks.removeFirst();
            ViewBatch batch =
                    new ViewBatch(
                            partition,
                            before.expected(),
                            before.positionAt(chunk.nextOffset()),
                            chunk.changes(),
                            chunk.changedIds());
            Instant at = clock.instant();
            round.add(new Sent(partition, before, chunk, batch, at, store.apply(batch)));
        });
        return round;
    }

    private boolean settle(Sent sent) {
        RedisAnswer<Optional<String>> answer = sent.answer().join();
        Duration took = Duration.between(sent.at(), clock.instant());
        return switch (answer) {
            case RedisAnswer.Away<Optional<String>> away -> {
                meters.batch("away", took);
                meters.redisFailure("apply");
                LOG.atWarn()
                        .addKeyValue("partition", sent.partition())
                        .addKeyValue("reason", away.reason())
                        .log("a batch was not applied; trying again");
                views.backOff(sent.partition());
                yield false;
            }
            case RedisAnswer.Answered<Optional<String>> found
                    when found.value().equals(sent.batch().expected()) -> {
                meters.batch("applied", took);
                applied(sent);
                yield true;
            }
            case RedisAnswer.Answered<Optional<String>> found -> {
                meters.batch("moved", took);
                LOG.atInfo()
                        .addKeyValue("partition", sent.partition())
                        .addKeyValue("expected", sent.batch().expected().orElse("nothing"))
                        .addKeyValue("found", found.value().orElse("nothing"))
                        .log("the view is not where it was left");
                views.relocate(sent.partition());
                yield false;
            }
        };
    }

    private void applied(Sent sent) {
        Chunk.Tally tally = sent.chunk().tally();
        meters.records("put", tally.put());
        meters.records("removed", tally.removed());
        meters.records("unreadable", tally.unreadable());
        if (sent.chunk().newestTimestamp() > 0) {
            meters.delay(Duration.ofMillis(clock.millis() - sent.chunk().newestTimestamp()));
        }
        if (sent.before().rebuild().isEmpty()) {
            spans.applied(sent.partition(), sent.chunk().traced(), sent.at(), clock.instant());
        }
        Following after = sent.before().wrote(sent.batch().next(), tally.records());
        views.update(sent.partition(), rebuildLog.tell(sent.partition(), sent.before(), after));
    }
}
