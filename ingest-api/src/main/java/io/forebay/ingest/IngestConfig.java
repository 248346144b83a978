package io.forebay.ingest;

import io.forebay.ingest.admission.AdmissionConfig;
import io.forebay.ingest.auth.AuthConfig;
import io.forebay.ingest.batch.BatchesConfig;
import io.forebay.ingest.http.ServerConfig;
import io.forebay.ingest.overview.ScalingConfig;
import io.forebay.ingest.publish.KafkaConfig;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.sweep.SweepConfig;
import io.forebay.ingest.webhook.WebhookConfig;
import io.forebay.objects.ObjectsConfig;
import io.forebay.objects.PayloadsConfig;
import io.forebay.results.reader.ReaderConfig;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.trace.TracingConfig;

/**
 * The configuration of this service.
 *
 * @param reader how the view of jobs is read
 * @param batches how batches come in
 * @param payloads where payloads are that are too large for the queue, the same in all services
 * @param objects which objects batches and their lines may name
 * @param sweep how long payloads are kept
 * @param scaling who explains the number of workers
 * @param tracing where spans of requests and jobs go
 */
public record IngestConfig(
        ServerConfig http,
        KafkaConfig kafka,
        TopicConfig topics,
        JobsConfig jobs,
        AuthConfig auth,
        AdmissionConfig admission,
        ReaderConfig reader,
        BatchesConfig batches,
        WebhookConfig webhooks,
        PayloadsConfig payloads,
        ObjectsConfig objects,
        SweepConfig sweep,
        ScalingConfig scaling,
        TracingConfig tracing) {

    public static final IngestConfig DEFAULT =
            new IngestConfig(
                    ServerConfig.DEFAULT,
                    KafkaConfig.DEFAULT,
                    TopicConfig.DEFAULT,
                    JobsConfig.DEFAULT,
                    AuthConfig.DEFAULT,
                    AdmissionConfig.DEFAULT,
                    ReaderConfig.DEFAULT,
                    BatchesConfig.DEFAULT,
                    WebhookConfig.DEFAULT,
                    PayloadsConfig.DEFAULT,
                    ObjectsConfig.DEFAULT,
                    SweepConfig.DEFAULT,
                    ScalingConfig.DEFAULT,
                    TracingConfig.DEFAULT);

    public IngestConfig {
        http = http == null ? ServerConfig.DEFAULT : http;
        kafka = kafka == null ? KafkaConfig.DEFAULT : kafka;
        topics = topics == null ? TopicConfig.DEFAULT : topics;
        jobs = jobs == null ? JobsConfig.DEFAULT : jobs;
        auth = auth == null ? AuthConfig.DEFAULT : auth;
        admission = admission == null ? AdmissionConfig.DEFAULT : admission;
        reader = reader == null ? ReaderConfig.DEFAULT : reader;
        batches = batches == null ? BatchesConfig.DEFAULT : batches;
        webhooks = webhooks == null ? WebhookConfig.DEFAULT : webhooks;
        payloads = payloads == null ? PayloadsConfig.DEFAULT : payloads;
        objects = objects == null ? ObjectsConfig.DEFAULT : objects;
        sweep = sweep == null ? SweepConfig.DEFAULT : sweep;
        scaling = scaling == null ? ScalingConfig.DEFAULT : scaling;
        tracing = tracing == null ? TracingConfig.DEFAULT : tracing;
        if (sweep.every().isPositive()) {
            sweep.require(jobs.longestRetention(), batches.window());
        }
    }
}
