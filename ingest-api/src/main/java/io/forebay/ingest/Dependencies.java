package io.forebay.ingest;

import io.forebay.ingest.auth.ApiKeys;
import io.forebay.results.reader.JobReader;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.payload.PayloadStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the service works with and does not own: whoever made these closes them after it.
 *
 * @param keys valid API keys
 * @param random unpredictable to others
 */
public record Dependencies(
        Models models,
        JobReader reader,
        PayloadStore payloads,
        ApiKeys keys,
        InstantSource clock,
        RandomGenerator random,
        PrometheusMeterRegistry registry) {}
