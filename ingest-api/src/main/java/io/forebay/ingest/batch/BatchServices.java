package io.forebay.ingest.batch;

import io.forebay.ingest.admission.Pressure;
import io.forebay.ingest.admission.Quotas;
import io.forebay.ingest.publish.BatchPublisher;
import io.forebay.objects.ObjectStorage;

/** What batches need beside what single jobs do. */
public record BatchServices(
        BatchPublisher events,
        Pressure pressure,
        Quotas quotas,
        ObjectStorage objects,
        BatchesConfig config) {}
