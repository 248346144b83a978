package io.forebay.dispatcher;

import io.forebay.dispatcher.forget.ForgetfulStores;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.store.Shelves;
import io.forebay.dispatcher.streams.KnownWorkTopics;
import io.forebay.dispatcher.streams.PacedClients;
import io.forebay.dispatcher.streams.StoreMemory;
import io.forebay.dispatcher.streams.StreamsProperties;
import io.forebay.dispatcher.streams.ThreadDeaths;
import io.forebay.dispatcher.topology.DispatchSupplier;
import io.forebay.dispatcher.topology.DispatcherTopology;
import io.forebay.dispatcher.trace.JobSpans;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/**
 * The single writer of job state, running. Safe for use by several threads.
 *
 * <p>Several may run with one application id; they share the partitions.
 */
public final class Dispatcher implements AutoCloseable {

    private final Admin admin;
    private final KnownWorkTopics workTopics;
    private final Upkeep upkeep;
    private final StoreMemory memory;
    private final Tracing tracing;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final Duration closeTimeout;

    private Dispatcher(
            Admin admin,
            KnownWorkTopics workTopics,
            Upkeep upkeep,
            StoreMemory memory,
            Tracing tracing,
            KafkaStreams streams,
            Duration closeTimeout) {
        this.admin = admin;
        this.workTopics = workTopics;
        this.upkeep = upkeep;
        this.memory = memory;
        this.tracing = tracing;
        this.streams = streams;
        this.metrics = new KafkaStreamsMetrics(streams);
        this.closeTimeout = closeTimeout;
    }

    /**
     * Creates the topics that are missing and begins to dispatch; {@link #isReady} says when it
     * does.
     *
     * @param random for the jitter of retries; used by all stream threads
     * @throws IllegalStateException when topics are not as they should be
     * @throws org.apache.kafka.common.KafkaException when the brokers cannot be asked
     */
    public static Dispatcher start(
            DispatcherConfig config,
            InstantSource clock,
            RandomGenerator random,
            PrometheusMeterRegistry registry) {
        Admin admin = Admin.create(adminProperties(config));
        try {
            new TopicCreator(admin, config.topics(), config.pace().startTimeout())
                    .ensure(Topics.fixed());
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
        KnownWorkTopics workTopics = new KnownWorkTopics(admin);
        StoreMemory memory = new StoreMemory(config.state());
        ForgetfulStores stores =
                new ForgetfulStores(config.topics().forgetting(), Shelves.carrying());
        Tracing tracing = Tracing.open(config.tracing(), "forebay-dispatcher");
        DispatcherMeters meters = new DispatcherMeters(registry);
        Properties properties = StreamsProperties.of(config.streams(), meters, memory, stores);
        PacedClients clients = new PacedClients(clock);
        Topology topology =
                DispatcherTopology.build(
                        new TopologyConfig(new StreamsConfig(properties)),
                        new DispatchSupplier(
                                config.timing(),
                                clock,
                                random,
                                workTopics,
                                meters,
                                new JobSpans(tracing),
                                clients));
        KafkaStreams streams = new KafkaStreams(topology, properties, clients);
        streams.setUncaughtExceptionHandler(new ThreadDeaths(meters));
        Upkeep upkeep = new Upkeep(config, admin, workTopics, streams, stores, clock);
        Dispatcher dispatcher =
                new Dispatcher(
                        admin,
                        workTopics,
                        upkeep,
                        memory,
                        tracing,
                        streams,
                        config.pace().closeTimeout());
        dispatcher.metrics.bindTo(registry);
        workTopics.start();
        streams.start();
        upkeep.start();
        return dispatcher;
    }

    /** Whether every partition of this instance is being served. */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether it can still become ready by itself. */
    public boolean isLive() {
        KafkaStreams.State state = streams.state();
        return state != KafkaStreams.State.ERROR && state != KafkaStreams.State.PENDING_ERROR;
    }

    /** Commits what is done and leaves the group, so that others take over at once. */
    @Override
    public void close() {
        streams.close(
                CloseOptions.timeout(closeTimeout)
                        .withGroupMembershipOperation(
                                CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        metrics.close();
        upkeep.close();
        workTopics.close();
        admin.close(closeTimeout);
        memory.close();
        tracing.close();
    }

    private static Map<String, Object> adminProperties(DispatcherConfig config) {
        Map<String, Object> properties = new HashMap<>(config.kafka().properties());
        properties.put(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        return properties;
    }
}
