package io.forebay.results.webhook;

import io.forebay.results.consumer.ConsumerThread;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.results.webhook.delivery.Desk;
import io.forebay.results.webhook.delivery.Desks;
import io.forebay.results.webhook.delivery.Ledger;
import io.forebay.results.webhook.follow.DeliveryLoop;
import io.forebay.results.webhook.follow.EntryReader;
import io.forebay.results.webhook.retry.RetryPolicy;
import io.forebay.results.webhook.send.Connections;
import io.forebay.results.webhook.send.HttpSender;
import io.forebay.results.webhook.send.Resolver;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Outputs;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.webhook.EndpointFollower;
import io.forebay.schemas.webhook.SecretSeal;
import io.forebay.schemas.webhook.TargetPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The delivery of webhooks on its thread. Safe for use by several threads. */
public final class Webhooks implements AutoCloseable {

    private static final Duration LAST_RECORDS = Duration.ofSeconds(5);

    private final Opened opened;
    private final Desk desk;
    private final DeliveryLoop loop;
    private final ConsumerThread thread;

    /** What is closed at the end. */
    private record Opened(
            Consumer<String, byte[]> states,
            Consumer<String, byte[]> batches,
            Consumer<String, byte[]> entries,
            EntryReader owed,
            Producer<String, byte[]> producer,
            EndpointFollower endpoints,
            HttpSender sender) {}

    /**
     * What deliveries need of others, who close it.
     *
     * @param partitions of the topics keyed by flight
     * @param tls whose trust decides which receivers are genuine
     */
    public record Surroundings(
            Map<String, Object> kafka,
            int partitions,
            JobReader reader,
            PayloadStore payloads,
            Resolver resolver,
            SSLSocketFactory tls,
            MeterRegistry registry,
            InstantSource clock,
            Tracing tracing) {}

    private Webhooks(Opened opened, Desk desk, DeliveryLoop loop, ConsumerThread thread) {
        this.opened = opened;
        this.desk = desk;
        this.loop = loop;
        this.thread = thread;
    }

    /**
     * Joins the group and delivers in the background.
     *
     * @param secretKey under which signing secrets are sealed
     */
    public static Webhooks start(WebhookConfig config, String secretKey, Surroundings around) {
        SecureRandom random = new SecureRandom();
        SecretSeal seal = new SecretSeal(secretKey, random);
        Opened opened = open(config, around);
        WebhookMeters meters = new WebhookMeters(around.registry());
        Ledger ledger = new Ledger(opened.producer(), around.partitions());
        Desk desk =
                new Desks(
                                opened.endpoints(),
                                seal,
                                opened.sender(),
                                new JobWriter(
                                        new Outputs(
                                                new Payloads(
                                                        around.payloads(),
                                                        Payloads.INPUT_INLINE_LIMIT))),
                                ledger,
                                opened.owed(),
                                job -> around.reader().read(job) instanceof Reading.Deleted,
                                new RetryPolicy(config.retries(), random),
                                meters,
                                around.tracing())
                        .desk(config.lanes(), around.clock());
        meters.inMemory(desk.lanes()::inMemory);
        meters.parked(desk.lanes()::parked);
        meters.hosts(desk.lanes()::count);
        DeliveryLoop loop =
                new DeliveryLoop(
                        new DeliveryLoop.Parts(
                                opened.states(),
                                opened.batches(),
                                opened.entries(),
                                desk,
                                ledger,
                                opened.endpoints(),
                                around.reader()),
                        around.clock());
        return new Webhooks(
                opened,
                desk,
                loop,
                ConsumerThread.start("forebay-webhooks", opened.states(), loop));
    }

    /** False when only a restart helps. */
    public boolean isLive() {
        return !thread.hasFailed();
    }

    /** Whether everything that is owed is known. */
    public boolean isReady() {
        return !thread.hasFailed() && loop.isSettled();
    }

    /** Calls under way are let go of: their offsets are not committed, and they are made again. */
    @Override
    public void close() {
        thread.stop();
        desk.lanes().close();
        thread.close();
        opened.batches().close();
        opened.entries().close();
        opened.sender().close();
        opened.owed().close();
        opened.endpoints().close();
        opened.producer().close(LAST_RECORDS);
    }

    private static Opened open(WebhookConfig config, Surroundings around) {
        KafkaClients clients = new KafkaClients(around.kafka());
        return new Opened(
                clients.states(config.group()),
                clients.batches(),
                clients.entries(),
                new EntryReader(clients.owedEntries()),
                clients.producer(),
                EndpointFollower.start(around.kafka()),
                new HttpSender(
                        config.sender(),
                        new TargetPolicy(config.targets()),
                        around.resolver(),
                        new Connections(around.tls(), config.sender(), around.clock()),
                        around.clock()));
    }
}
