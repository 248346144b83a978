package io.forebay.ingest;

import io.forebay.ingest.auth.IssuedKeys;
import io.forebay.objects.ObjectStorage;
import io.forebay.results.pulse.PulseReader;
import io.forebay.results.reader.DeliveryReader;
import io.forebay.results.reader.JobReader;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.webhook.Endpoints;
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
        PrometheusMeterRegistry registry) {}
