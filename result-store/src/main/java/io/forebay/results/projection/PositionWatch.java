package io.forebay.results.projection;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.projection.PartitionView.Following;
import io.forebay.results.redis.RedisAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the projection thread: looks now and then whether the positions are where they were
 * left. The scripts find out too, but a partition without new records has none, and its readers
 * would wait for ever.
 */
final class PositionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PositionWatch.class);

    private final PartitionViews views;
    private final ViewStore store;
    private final Duration interval;
    private final InstantSource clock;
    private final ResultStoreMeters meters;
    private Instant dueAt;
    private boolean redisAway;

    PositionWatch(
            PartitionViews views,
            ViewStore store,
            Duration interval,
            InstantSource clock,
            ResultStoreMeters meters) {
        this.views = views;
        this.store = store;
        this.interval = interval;
        this.clock = clock;
        this.meters = meters;
        this.dueAt = clock.instant().plus(interval);
    }

    /** Has every view located again that is not where it was left. */
    void lookDue() {
        if (clock.instant().isBefore(dueAt)) {
            return;
        }
        dueAt = clock.instant().plus(interval);
        Map<Integer, Following> following = new TreeMap<>();
        views.all()
                .forEach((partition, view) -> {
                    if (view instanceof Following known) {
                        following.put(partition, known);
                    }
                });
        if (following.isEmpty()) {
            return;
        }
        switch (store.positions(following.keySet()).join()) {
            case RedisAnswer.Away<Map<Integer, String>> _ -> {
                meters.redisFailure("watch");
                redisAway = true;
            }
            case RedisAnswer.Answered<Map<Integer, String>> found -> {
                redisAway = false;
                following.forEach((partition, known) -> compare(partition, known, found.value()));
            }
        }
    }

    /** Whether Redis did not answer when last asked. */
    boolean isRedisAway() {
        return redisAway;
    }

    private void compare(int partition, Following known, Map<Integer, String> positions) {
        Optional<String> found = Optional.ofNullable(positions.get(partition));
        if (!found.equals(known.expected())) {
            LOG.atInfo()
                    .addKeyValue("partition", partition)
                    .addKeyValue("expected", known.expected().orElse("nothing"))
                    .addKeyValue("found", found.orElse("nothing"))
                    .log("the view is not where it was left");
            views.relocate(partition);
        }
    }
}
