package io.forebay.results;

import io.forebay.objects.PayloadStores;
import io.forebay.results.reader.ReaderConfig;
import io.forebay.results.reader.RedisJobReader;
import io.forebay.results.webhook.Webhooks;
import io.forebay.results.webhook.send.SystemResolver;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLSocketFactory;

/** The delivery of webhooks with what it works with. Safe for use by several threads. */
record RunningWebhooks(
        Webhooks webhooks, RedisJobReader reader, SystemResolver resolver, PayloadStore payloads)
        implements AutoCloseable {

    private static final Duration RESOLVE_TIMEOUT = Duration.ofSeconds(5);

    static RunningWebhooks start(
            ResultStoreConfig config,
            String key,
            MeterRegistry registry,
            InstantSource clock,
            Tracing tracing) {
        int partitions = config.topics().partitions(Topic.Partitions.FLIGHT);
        RedisJobReader reader =
                RedisJobReader.start(
                        new ReaderConfig(
                                config.redis(),
                                ReaderConfig.DEFAULT.recheckInterval(),
                                ReaderConfig.DEFAULT.maxWaiters(),
                                ReaderConfig.DEFAULT.readBatch()),
                        partitions,
                        // Its meters are those of readers that serve clients.
                        new SimpleMeterRegistry(),
                        clock);
        PayloadStore payloads = PayloadStores.open(config.payloads());
        SystemResolver resolver = new SystemResolver(RESOLVE_TIMEOUT);
        Webhooks webhooks =
                Webhooks.start(
                        config.webhooks(),
                        key,
                        new Webhooks.Surroundings(
                                config.kafka().clientProperties(),
                                partitions,
                                reader,
                                payloads,
                                resolver,
                                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                                registry,
                                clock,
                                tracing));
        return new RunningWebhooks(webhooks, reader, resolver, payloads);
    }

    boolean isLive() {
        return webhooks.isLive();
    }

    boolean isReady() {
        return webhooks.isReady();
    }

    @Override
    public void close() {
        webhooks.close();
        reader.close();
        resolver.close();
        payloads.close();
    }
}
