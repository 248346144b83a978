package io.forebay.ingest;

import io.forebay.ingest.auth.KeyFollower;
import io.forebay.objects.ObjectStorage;
import io.forebay.objects.PayloadStores;
import io.forebay.results.reader.RedisJobReader;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.metric.MeterRegistries;
import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.webhook.EndpointFollower;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the service. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final Duration TOPICS_TIMEOUT = Duration.ofMinutes(1);

    private Main() {}

    /**
     * @param args the configuration file; none for the defaults and the environment
     */
    public static void main(String[] args) {
        ConfigReader configs = new ConfigReader(System.getenv());
        IngestConfig config =
                args.length > 0
                        ? configs.read(Path.of(args[0]), IngestConfig.class)
                        : configs.read("", "defaults", IngestConfig.class);
        LOG.atInfo().log("configuration:\n{}", configs.write(config));
        ensureTopics(config);
        InstantSource clock = InstantSource.system();
        var registry = MeterRegistries.of(config.tracing());
        ModelFollower models = ModelFollower.start(config.kafka().client(), model -> {});
        RedisJobReader reader =
                RedisJobReader.start(
                        config.reader(),
                        config.topics().partitions(Topic.Partitions.FLIGHT),
                        registry,
                        clock);
        EndpointFollower endpoints = EndpointFollower.start(config.kafka().client());
        KeyFollower keys = KeyFollower.start(config.kafka().client());
        PayloadStore payloads = PayloadStores.open(config.payloads());
        ObjectStorage objects = ObjectStorage.open(config.objects());
        IngestApi api =
                IngestApi.start(
                        config,
                        new Dependencies(
                                models,
                                reader,
                                reader,
                                reader,
                                endpoints,
                                payloads,
                                objects,
                                keys.keys(),
                                clock,
                                new SecureRandom(),
                                registry));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () ->
                                        close(
                                                List.of(
                                                        api, keys, endpoints, reader, models,
                                                        objects, payloads)),
                                "forebay-shutdown"));
        LOG.atInfo()
                .addKeyValue("host", config.http().host())
                .addKeyValue("port", api.port())
                .log("the API listens");
    }

    private static void ensureTopics(IngestConfig config) {
        try (Admin admin = Admin.create(config.kafka().client())) {
            new TopicCreator(admin, config.topics(), TOPICS_TIMEOUT).ensure(Topics.fixed());
        }
    }

    private static void close(List<AutoCloseable> inOrder) {
        for (AutoCloseable one : inOrder) {
            try {
                one.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("not closed as it should be");
            }
        }
    }
}
