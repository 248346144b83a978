package io.forebay.schemas.topic;

import static java.util.Objects.requireNonNull;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing and verifies those that are there, so that a service never
 * starts on topics that would break a promise. Safe for use by several threads.
 */
public final class TopicCreator {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);
    private static final Duration LEADER_WAIT = Duration.ofMillis(50);

    private final Admin admin;
    private final TopicConfig config;
    private final Duration timeout;

    /**
     * @param timeout for the whole of one call
     */
    public TopicCreator(Admin admin, TopicConfig config, Duration timeout) {
        this.admin = admin;
        this.config = config;
        this.timeout = timeout;
    }

    /**
     * Returns when every topic exists, has leaders, and is as it should be.
     *
     * @throws IllegalStateException naming each topic that is not as it should be
     * @throws KafkaException when the brokers cannot be asked
     */
    public void ensure(Collection<Topic<?, ?>> topics) {
        create(missing(topics));
        Map<String, TopicDescription> descriptions = withLeaders(topics);
        Map<String, Config> settings = settings(topics);
        List<String> faults =
                topics.stream()
                        .flatMap(topic ->
                                faults(
                                        topic,
                                        requireNonNull(descriptions.get(topic.name())),
                                        requireNonNull(settings.get(topic.name())))
                                        .stream())
                        .toList();
        topics.forEach(topic -> warnOfLag(topic, requireNonNull(settings.get(topic.name()))));
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    "topics are not as they should be:\n  " + String.join("\n  ", faults));
        }
    }

    /** Who may not create topics need not, where they are made for it. */
    private List<Topic<?, ?>> missing(Collection<Topic<?, ?>> topics) {
        var found =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        List<Topic<?, ?>> missing = new ArrayList<>();
        for (Topic<?, ?> topic : topics) {
            try {
                get(requireNonNull(found.get(topic.name())));
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(topic);
            }
        }
        return missing;
    }

    private void create(Collection<Topic<?, ?>> topics) {
        var results = admin.createTopics(topics.stream().map(this::newTopic).toList()).values();
        results.forEach((name, created) -> {
            try {
                get(created);
                LOG.atInfo().addKeyValue("topic", name).log("created topic");
            } catch (TopicExistsException e) {
                LOG.atDebug().addKeyValue("topic", name).log("topic is there");
            }
        });
    }

    private NewTopic newTopic(Topic<?, ?> topic) {
        Map<String, String> settings = new HashMap<>(topic.settings());
        settings.putAll(config.forgetting().settings(topic));
        settings.put(MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(config.minInsyncReplicas()));
        return new NewTopic(
                        topic.name(),
                        config.partitions(topic.partitions()),
                        (short) config.replicationFactor())
                .configs(settings);
    }

    /**
     * A producer's first send to a topic without leaders would wait for hundreds of milliseconds.
     */
    private Map<String, TopicDescription> withLeaders(Collection<Topic<?, ?>> topics) {
        List<String> names = topics.stream().map(Topic::name).toList();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                var descriptions = get(admin.describeTopics(names).allTopicNames());
                if (descriptions.values().stream().allMatch(TopicCreator::hasLeaders)) {
                    return descriptions;
                }
            } catch (UnknownTopicOrPartitionException e) {
                LOG.atDebug().log("topics are not known to every broker yet");
            }
            if (System.nanoTime() > deadline) {
                throw new KafkaException("topics have no leaders after " + timeout + ": " + names);
            }
            pause();
        }
    }

    private static boolean hasLeaders(TopicDescription description) {
        return description.partitions().stream().allMatch(partition -> partition.leader() != null);
    }

    private Map<String, Config> settings(Collection<Topic<?, ?>> topics) {
        List<ConfigResource> resources =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                        .toList();
        return get(admin.describeConfigs(resources).all()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    private List<String> faults(Topic<?, ?> topic, TopicDescription description, Config settings) {
        return Stream.concat(
                        partitionFault(topic, description).stream(),
                        topic.settings().entrySet().stream()
                                .filter(wanted ->
                                        !settings.get(wanted.getKey())
                                                .value()
                                                .equals(wanted.getValue()))
                                .map(wanted ->
                                        "%s: %s is %s, expected %s; set it with kafka-configs.sh"
                                                .formatted(
                                                        topic.name(),
                                                        wanted.getKey(),
                                                        settings.get(wanted.getKey()).value(),
                                                        wanted.getValue())))
                .toList();
    }

    /** A topic that was there before may forget later than is promised; a shorter time is fine. */
    private void warnOfLag(Topic<?, ?> topic, Config settings) {
        config.forgetting()
                .settings(topic)
                .forEach((name, wanted) -> {
                    String actual = settings.get(name).value();
                    if (Long.parseLong(actual) > Long.parseLong(wanted)) {
                        LOG.atWarn()
                                .addKeyValue("topic", topic.name())
                                .addKeyValue("setting", name)
                                .addKeyValue("is", actual)
                                .addKeyValue("expected", wanted)
                                .log(
                                        "what is deleted stays on brokers' disks longer than"
                                                + " topics.deletion-lag says; set it with kafka-configs.sh");
                    }
                });
    }

    /** Work topics may grow; the topics keyed by flight must all agree for ever. */
    private List<String> partitionFault(Topic<?, ?> topic, TopicDescription description) {
        int seen = description.partitions().size();
        int expected = config.partitions(topic.partitions());
        boolean right = topic.partitions() == Topic.Partitions.WORK ? seen >= 1 : seen == expected;
        return right
                ? List.of()
                : List.of(
                        "%s: %d partitions, expected %d; configure that many or use new topics"
                                .formatted(topic.name(), seen, expected));
    }

    private <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("the brokers cannot be asked", e);
        } catch (TimeoutException e) {
            throw new KafkaException("the brokers did not answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LEADER_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
