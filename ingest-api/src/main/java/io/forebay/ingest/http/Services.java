package io.forebay.ingest.http;

import io.forebay.ingest.admission.Backlog;
import io.forebay.ingest.admission.OpenJobs;
import io.forebay.ingest.admission.Quotas;
import io.forebay.ingest.auth.Authenticator;
import io.forebay.ingest.auth.KeyBook;
import io.forebay.ingest.batch.BatchServices;
import io.forebay.ingest.deadletter.DeadLetterBox;
import io.forebay.ingest.model.ModelApplier;
import io.forebay.ingest.overview.Scaling;
import io.forebay.ingest.publish.Publisher;
import io.forebay.results.pulse.PulseReader;
import io.forebay.results.reader.JobReader;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.trace.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What the routes work with.
 *
 * @param keys those that are issued
 * @param batches what batches need beside
 * @param ready false while the node should get no requests
 */
public record Services(
        Models models,
        JobReader reader,
        Publisher publisher,
        Payloads payloads,
        Authenticator authenticator,
        KeyBook keys,
        Quotas quotas,
        Backlog backlog,
        OpenJobs openJobs,
        DeadLetterBox deadLetters,
        PulseReader pulse,
        Scaling scaling,
        ModelApplier applier,
        BatchServices batches,
        JobIdMint mint,
        WebhookServices webhooks,
        InstantSource clock,
        PrometheusMeterRegistry registry,
        RequestMeter meter,
        Tracing tracing,
        BooleanSupplier ready) {}
