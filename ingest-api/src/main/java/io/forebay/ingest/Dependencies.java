package io.forebay.ingest;

import io.forebay.ingest.auth.IssuedKeys;
import io.forebay.ingest.http.WebhookServices;
import io.forebay.ingest.publish.Notices;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.ingest.webhook.EndpointBook;
import io.forebay.ingest.webhook.WebhookConfig;
import io.forebay.objects.ObjectStorage;
import io.forebay.results.pulse.PulseReader;
import io.forebay.results.reader.DeliveryReader;
import io.forebay.results.reader.JobReader;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.webhook.SecretSeal;
import io.forebay.schemas.webhook.TargetPolicy;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What the service works with and does not own: whoever made these closes them after it.
 *
 * @param keys issued API keys
 * @param random unpredictable to others
 */
public record Dependencies(
        Models models,
        JobReader reader,
        DeliveryReader deliveries,
        PulseReader pulse,
        Endpoints endpoints,
        PayloadStore payloads,
        ObjectStorage objects,
        IssuedKeys keys,
        InstantSource clock,
        SecureRandom random,
        PrometheusMeterRegistry registry) {

    JobIdMint mint(JobsConfig jobs) {
        return new JobIdMint(jobs.idSecretBytes(), clock, random, jobs::idempotencyWindow);
    }

    WebhookServices webhooks(WebhookConfig config, Notices notices) {
        CallbackRules rules =
                new CallbackRules(config.key().map(_ -> new TargetPolicy(config.targets())));
        return new WebhookServices(
                config,
                rules,
                config.key()
                        .map(key -> new EndpointBook(rules, new SecretSeal(key, random), random)),
                endpoints,
                notices,
                deliveries);
    }
}
