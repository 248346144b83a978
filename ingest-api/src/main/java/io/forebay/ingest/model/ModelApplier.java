package io.forebay.ingest.model;

import io.forebay.schemas.wire.ModelRecord;

/** Tells every service of a model. Safe for use by several threads. */
public interface ModelApplier {

    /**
     * Returns when the model's work topics exist, the record is acknowledged by all in-sync
     * replicas, and this node knows it.
     *
     * @throws ModelNotAppliedException when nobody can say that it is
     */
    void apply(ModelRecord model);
}
