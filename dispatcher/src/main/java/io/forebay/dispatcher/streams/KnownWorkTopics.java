package io.forebay.dispatcher.streams;

import io.forebay.dispatcher.topology.WorkTopics;
import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows which topics there are, on a thread of its own. Safe for use by several threads. */
public final class KnownWorkTopics implements WorkTopics, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KnownWorkTopics.class);

    /** A topic that was deleted is noticed within this time. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final Admin admin;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("dispatcher-topics").daemon().factory());
    private volatile Map<String, Integer> known = Map.of();

    public KnownWorkTopics(Admin admin) {
        this.admin = admin;
    }

    public void start() {
        refresh();
        var _ =
                thread.scheduleWithFixedDelay(
                        this::refresh,
                        REFRESH.toMillis(),
                        REFRESH.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** A topic that is not known is looked for at once, so that the next question may find it. */
    @Override
    public int partitions(String topic) {
        int partitions = known.getOrDefault(topic, 0);
        if (partitions == 0 && asked.compareAndSet(false, true)) {
            thread.execute(this::refresh);
        }
        return partitions;
    }

    /** Those that there were when it was last looked. */
    public Collection<String> names() {
        return known.keySet();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void refresh() {
        asked.set(false);
        try {
            List<String> names =
                    admin
                            .listTopics()
                            .names()
                            .get(REFRESH.toMillis(), TimeUnit.MILLISECONDS)
                            .stream()
                            .filter(Topics::isWork)
                            .toList();
            known =
                    admin
                            .describeTopics(names)
                            .allTopicNames()
                            .get(REFRESH.toMillis(), TimeUnit.MILLISECONDS)
                            .values()
                            .stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            TopicDescription::name,
                                            topic -> topic.partitions().size()));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.atWarn().setCause(e).log("cannot list topics; going by those known before");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
