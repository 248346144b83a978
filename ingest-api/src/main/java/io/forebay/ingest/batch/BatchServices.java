package io.forebay.ingest.batch;

import io.forebay.ingest.admission.Pressure;
import io.forebay.ingest.publish.BatchPublisher;

/** What batches need beside what single jobs do. */
public record BatchServices(BatchPublisher events, Pressure pressure, BatchesConfig config) {}
