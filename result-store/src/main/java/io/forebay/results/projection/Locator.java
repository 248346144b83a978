package io.forebay.results.projection;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.projection.PartitionView.Following;
import io.forebay.results.redis.RedisAnswer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confined to the projection thread: finds out where the views of partitions have come to. */
final class Locator {

    private static final Logger LOG = LoggerFactory.getLogger(Locator.class);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    private final PartitionViews views;
    private final ViewStore store;
    private final Consumer<?, ?> consumer;
    private final InstantSource clock;
    private final ResultStoreMeters meters;

    Locator(
            PartitionViews views,
            ViewStore store,
            Consumer<?, ?> consumer,
            InstantSource clock,
            ResultStoreMeters meters) {
        this.views = views;
        this.store = store;
        this.consumer = consumer;
        this.clock = clock;
        this.meters = meters;
    }

    /** Locates what is due and gives the partitions whose position must be written at once. */
    List<Integer> locateDue() {
        List<Integer> due = views.due();
        if (due.isEmpty()) {
            return List.of();
        }
        return switch (store.positions(due).join()) {
            case RedisAnswer.Away<Map<Integer, String>> away -> {
                meters.redisFailure("locate");
                backOff(due, away.reason());
                yield List.of();
            }
            case RedisAnswer.Answered<Map<Integer, String>> found -> locate(due, found.value());
        };
    }

    private List<Integer> locate(List<Integer> due, Map<Integer, String> positions) {
        Map<Integer, LogRange> logs;
        try {
            // After the positions, so that a position that moves on is not beyond this end.
            logs = logs(due);
        } catch (RetriableException e) {
            backOff(due, "the brokers do not say what the log holds");
            return List.of();
        }
        logs.forEach((partition, log) -> {
            Optional<String> found = Optional.ofNullable(positions.get(partition));
            Resume resume = PositionPolicy.resume(found, log);
            tell(partition, resume, found);
            views.follow(partition, Following.from(resume, found, clock.instant()));
        });
        return logs.keySet().stream()
                .filter(partition ->
                        views.following(partition).filter(Following::mustAnnounce).isPresent())
                .toList();
    }

    private Map<Integer, LogRange> logs(List<Integer> partitions) {
        List<TopicPartition> wanted = partitions.stream().map(views::topicPartition).toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(wanted, BROKER_TIMEOUT);
        // Of a consumer that reads committed records only, this is the last stable offset.
        Map<TopicPartition, Long> ends = consumer.endOffsets(wanted, BROKER_TIMEOUT);
        Map<Integer, LogRange> logs = new HashMap<>();
        begins.forEach((partition, begin) ->
                logs.put(
                        partition.partition(),
                        new LogRange(begin, ends.getOrDefault(partition, begin))));
        return logs;
    }

    private void tell(int partition, Resume resume, Optional<String> found) {
        switch (resume) {
            case Resume.Follow follow ->
                    LOG.atDebug()
                            .addKeyValue("partition", partition)
                            .addKeyValue("offset", follow.offset())
                            .log("follow the log");
            case Resume.Rebuild rebuild -> {
                meters.rebuild("started");
                LOG.atInfo()
                        .addKeyValue("partition", partition)
                        .addKeyValue("cause", rebuild.cause())
                        .addKeyValue("found", found.orElse("nothing"))
                        .addKeyValue("offset", rebuild.offset())
                        .addKeyValue("target", rebuild.target())
                        .log("rebuild the view");
            }
        }
    }

    private void backOff(List<Integer> partitions, String reason) {
        LOG.atWarn()
                .addKeyValue("partitions", partitions)
                .addKeyValue("reason", reason)
                .log("the view cannot be written now; trying again");
        partitions.forEach(views::backOff);
    }
}
