package io.forebay.results.projection;

import io.forebay.results.consumer.ConsumerThread;
import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.projection.PartitionView.Following;
import io.forebay.results.projection.PartitionView.Locating;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.schemas.redis.RedisKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the projection thread, but for {@link #health}: one step after the other, from the
 * log into the view.
 */
final class ProjectionLoop implements ConsumerThread.Steps {

    private static final Duration POLL = Duration.ofMillis(500);

    private final String topic;
    private final Consumer<String, byte[]> consumer;
    private final PartitionViews views;
    private final PositionWatch watch;
    private final Locator locator;
    private final Planning planner;
    private final Applier applier;
    private final OffsetCommitter committer;
    private boolean polled;
    private volatile Health health = new Health(false, false, 0, 0, 0);

    /**
     * How the loop is doing.
     *
     * @param polled whether the group was ever asked
     * @param redisAway whether Redis did not answer when last asked
     * @param lag records that are not applied yet
     * @param locating partitions whose view cannot be written now
     * @param rebuilding partitions whose view is not whole
     */
    record Health(boolean polled, boolean redisAway, long lag, int locating, int rebuilding) {}

    /** What the loop works with. */
    record Parts(
            Consumer<String, byte[]> consumer,
            ViewStore store,
            RedisKeys keys,
            InstantSource clock,
            RandomGenerator random,
            ResultStoreMeters meters,
            ProjectionSpans spans) {}

    /** Of the job states. */
    ProjectionLoop(String topic, ProjectionConfig config, Parts parts) {
        this(
                topic,
                config,
                parts,
                new ChunkPlanner(
                        new JobTranslation(
                                parts.keys(),
                                config.openJobTtl(),
                                config.deletedJobTtl(),
                                new PulseRecorder(parts.clock()),
                                parts.spans().tracing()),
                        config,
                        parts.clock()));
    }

    /**
     * @param planner what becomes of the records
     */
    ProjectionLoop(String topic, ProjectionConfig config, Parts parts, Planning planner) {
        this.topic = topic;
        this.consumer = parts.consumer();
        InstantSource clock = parts.clock();
        this.views =
                new PartitionViews(topic, consumer, config.maxBackoff(), clock, parts.random());
        this.watch =
                new PositionWatch(
                        views,
                        parts.store(),
                        config.positionCheckInterval(),
                        clock,
                        parts.meters());
        this.locator = new Locator(views, parts.store(), consumer, clock, parts.meters());
        this.planner = planner;
        this.applier =
                new Applier(
                        views,
                        parts.store(),
                        clock,
                        parts.meters(),
                        new RebuildLog(clock, parts.meters()),
                        parts.spans());
        this.committer = new OffsetCommitter(consumer, config.commitInterval(), clock);
    }

    @Override
    public void subscribe() {
        consumer.subscribe(List.of(topic), views);
    }

    @Override
    public void step() {
        watch.lookDue();
        announce(locator.locateDue());
        observe();
        ConsumerRecords<String, byte[]> read = consumer.poll(views.pollTimeout(POLL));
        applier.apply(chunks(read));
        read.nextOffsets()
                .forEach((partition, next) -> {
                    if (views.following(partition.partition()).isPresent()) {
                        committer.passed(partition, next);
                    }
                });
        committer.commitDue();
        polled = true;
        observe();
    }

    @Override
    public void finish() {
        committer.commitNow();
    }

    Health health() {
        return health;
    }

    /** Readers must know at once that a view is not whole, or that an empty one is. */
    private void announce(Collection<Integer> partitions) {
        Map<Integer, Deque<Chunk>> announcements = new TreeMap<>();
        for (int partition : partitions) {
            views.following(partition)
                    .ifPresent(view ->
                            announcements.put(
                                    partition,
                                    new ArrayDeque<>(List.of(Chunk.empty(view.next())))));
        }
        applier.apply(announcements);
    }

    private Map<Integer, Deque<Chunk>> chunks(ConsumerRecords<String, byte[]> read) {
        Set<TopicPartition> advanced = new HashSet<>(read.nextOffsets().keySet());
        advanced.addAll(read.partitions());
        Map<Integer, Deque<Chunk>> pending = new TreeMap<>();
        for (TopicPartition partition : advanced) {
            int number = partition.partition();
            views.following(number)
                    .ifPresent(view -> {
                        Deque<Chunk> chunks =
                                chunks(
                                        view,
                                        number,
                                        read.records(partition),
                                        read.nextOffsets().get(partition));
                        if (!chunks.isEmpty()) {
                            pending.put(number, chunks);
                        }
                    });
        }
        return pending;
    }

    private Deque<Chunk> chunks(
            Following view,
            int partition,
            List<ConsumerRecord<String, byte[]>> records,
            @Nullable OffsetAndMetadata next) {
        if (!records.isEmpty() && records.getFirst().offset() < view.next()) {
            // The log is another one than before: Kafka went back to where it begins.
            views.relocate(partition);
            return new ArrayDeque<>();
        }
        Deque<Chunk> chunks = new ArrayDeque<>(planner.plan(records));
        if (next == null) {
            return chunks;
        }
        if (!chunks.isEmpty()) {
            chunks.addLast(chunks.removeLast().upTo(next.offset()));
        } else if (view.rebuild().isPresent() && next.offset() > view.next()) {
            // Only markers were left, and the view may be whole with them.
            chunks.add(Chunk.empty(next.offset()));
        }
        return chunks;
    }

    private void observe() {
        long lag = 0;
        int locating = 0;
        int rebuilding = 0;
        for (Map.Entry<Integer, PartitionView> view : views.all().entrySet()) {
            lag += consumer.currentLag(views.topicPartition(view.getKey())).orElse(0);
            switch (view.getValue()) {
                case Locating _ -> locating++;
                case Following following -> rebuilding += following.rebuild().isPresent() ? 1 : 0;
            }
        }
        health = new Health(polled, watch.isRedisAway(), lag, locating, rebuilding);
    }
}
