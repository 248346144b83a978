package io.forebay.ingest;

import io.forebay.ingest.admission.Backlog;
import io.forebay.ingest.admission.BacklogSampler;
import io.forebay.ingest.admission.KafkaPressure;
import io.forebay.ingest.admission.OpenJobs;
import io.forebay.ingest.admission.Quotas;
import io.forebay.ingest.admission.Sampling;
import io.forebay.ingest.auth.Authenticator;
import io.forebay.ingest.auth.KeyBook;
import io.forebay.ingest.batch.BatchServices;
import io.forebay.ingest.batch.BatchesConfig;
import io.forebay.ingest.deadletter.KafkaDeadLetters;
import io.forebay.ingest.http.IngestServer;
import io.forebay.ingest.http.Services;
import io.forebay.ingest.model.KafkaModelApplier;
import io.forebay.ingest.model.ModelApplier;
import io.forebay.ingest.publish.KafkaBatchPublisher;
import io.forebay.ingest.publish.KafkaNotices;
import io.forebay.ingest.publish.KafkaPublisher;
import io.forebay.ingest.publish.ProducerConfiguration;
import io.forebay.ingest.sweep.PayloadUpkeep;
import io.forebay.objects.ObjectStorage;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.JobEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** The running service: its HTTP server, its producer and its look at the backlog. */
public final class IngestApi implements AutoCloseable {

    private static final int LEAST_SECRET = 16;
    private static final Duration APPLY_TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final Producer<byte[], JobEvent> producer;
    private final Producer<String, BatchEvent> batchEvents;
    private final KafkaNotices notices;
    private final Sampling backlogs;
    private final Sampling openJobs;
    private final KafkaDeadLetters deadLetters;
    private final IngestServer server;
    private final PayloadUpkeep upkeep;
    private final Tracing tracing;
    private final AtomicBoolean ready;

    private IngestApi(
            Admin admin,
            Producer<byte[], JobEvent> producer,
            Producer<String, BatchEvent> batchEvents,
            KafkaNotices notices,
            Sampling backlogs,
            Sampling openJobs,
            KafkaDeadLetters deadLetters,
            IngestServer server,
            PayloadUpkeep upkeep,
            Tracing tracing,
            AtomicBoolean ready) {
        this.admin = admin;
        this.producer = producer;
        this.batchEvents = batchEvents;
        this.notices = notices;
        this.backlogs = backlogs;
        this.openJobs = openJobs;
        this.deadLetters = deadLetters;
        this.server = server;
        this.upkeep = upkeep;
        this.tracing = tracing;
        this.ready = ready;
    }

    /**
     * Starts to answer. The topics must be there.
     *
     * @throws ConfigException when there is no secret for job ids
     */
    public static IngestApi start(IngestConfig config, Dependencies dependencies) {
        if (config.jobs().idSecretBytes().length < LEAST_SECRET) {
            throw new ConfigException(
                    "jobs.id-secret needs at least %d characters".formatted(LEAST_SECRET));
        }
        Tracing tracing = Tracing.open(config.tracing(), "forebay-ingest");
        IngestMeters meters = new IngestMeters(dependencies.registry());
        Backlog backlog = new Backlog();
        AtomicBoolean ready = new AtomicBoolean(true);
        Admin admin = Admin.create(config.kafka().client());
        Producer<byte[], JobEvent> producer =
                ProducerConfiguration.open(
                        config.kafka().client(), config.kafka().acknowledgeTimeout());
        Producer<String, BatchEvent> batchEvents =
                ProducerConfiguration.openBatches(
                        config.kafka().client(), config.kafka().acknowledgeTimeout());
        Sampling backlogs =
                BacklogSampler.start(
                        admin,
                        dependencies.models(),
                        backlog,
                        dependencies.clock(),
                        config.admission().sampleInterval(),
                        meters);
        KafkaDeadLetters deadLetters = KafkaDeadLetters.start(config.kafka().client());
        KafkaNotices notices =
                KafkaNotices.open(
                        config.kafka().client(),
                        config.topics().partitions(Topic.Partitions.FLIGHT),
                        config.kafka().acknowledgeTimeout());
        Quotas quotas = new Quotas(config.admission(), dependencies.clock());
        OpenJobs openJobs =
                new OpenJobs(
                        tenant -> dependencies.reader().index().open(tenant),
                        quotas,
                        backlog,
                        dependencies.clock());
        Sampling looks =
                Sampling.start(
                        "forebay-open-jobs", config.admission().sampleInterval(), openJobs::look);
        Services services =
                new Services(
                        dependencies.models(),
                        dependencies.reader(),
                        publisher(config, producer, tracing, meters),
                        new Payloads(dependencies.payloads(), Payloads.INPUT_INLINE_LIMIT),
                        Authenticator.of(config.auth(), dependencies.keys(), dependencies.clock()),
                        new KeyBook(
                                config.auth(),
                                dependencies.keys(),
                                notices::apiKey,
                                dependencies.random(),
                                dependencies.clock()),
                        quotas,
                        backlog,
                        openJobs,
                        deadLetters,
                        dependencies.pulse(),
                        config.scaling().scaling(),
                        applier(config, dependencies, admin),
                        batches(
                                config,
                                batchEvents,
                                pressure(config, admin, backlog, dependencies),
                                quotas,
                                dependencies.objects()),
                        dependencies.mint(config.jobs()),
                        dependencies.webhooks(config.webhooks(), notices),
                        dependencies.clock(),
                        dependencies.registry(),
                        meters,
                        tracing,
                        ready::get);
        IngestServer server = IngestServer.start(config.http(), config.jobs(), services);
        PayloadUpkeep upkeep =
                PayloadUpkeep.start(
                        config.kafka().client(),
                        dependencies.payloads(),
                        config.sweep(),
                        dependencies.clock());
        return new IngestApi(
                admin,
                producer,
                batchEvents,
                notices,
                backlogs,
                looks,
                deadLetters,
                server,
                upkeep,
                tracing,
                ready);
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** Answers what is under way, then stops. */
    @Override
    public void close() {
        ready.set(false);
        server.close();
        upkeep.close();
        backlogs.close();
        openJobs.close();
        deadLetters.close();
        notices.close();
        producer.close();
        batchEvents.close();
        admin.close();
        tracing.close();
    }

    private static KafkaPublisher publisher(
            IngestConfig config,
            Producer<byte[], JobEvent> producer,
            Tracing tracing,
            IngestMeters meters) {
        return new KafkaPublisher(
                producer,
                config.topics().partitions(Topic.Partitions.FLIGHT),
                // The producer gives up by itself after as long; this is for one that does not.
                config.kafka().acknowledgeTimeout().plusSeconds(1),
                tracing,
                meters.publishes());
    }

    private static ModelApplier applier(
            IngestConfig config, Dependencies dependencies, Admin admin) {
        return new KafkaModelApplier(
                config.kafka().client(),
                new TopicCreator(admin, config.topics(), APPLY_TIMEOUT),
                dependencies.models(),
                APPLY_TIMEOUT);
    }

    private static BatchServices batches(
            IngestConfig config,
            Producer<String, BatchEvent> producer,
            KafkaPressure pressure,
            Quotas quotas,
            ObjectStorage objects) {
        return new BatchServices(
                new KafkaBatchPublisher(
                        producer,
                        config.topics().partitions(Topic.Partitions.FLIGHT),
                        config.kafka().acknowledgeTimeout().plusSeconds(1)),
                pressure,
                quotas,
                objects,
                config.batches());
    }

    private static KafkaPressure pressure(
            IngestConfig config, Admin admin, Backlog backlog, Dependencies dependencies) {
        BatchesConfig batches = config.batches();
        return new KafkaPressure(
                admin,
                backlog,
                new KafkaPressure.Limits(
                        batches.dispatcherGroup(), batches.unread(), batches.waiting()),
                config.topics().partitions(Topic.Partitions.FLIGHT),
                dependencies.clock());
    }
}
