package io.forebay.dispatcher.batch;

import io.forebay.schemas.wire.BatchState;
import java.util.Optional;

/** The batches of one partition, by their ids. Confined to the partition's thread. */
public interface Batches {

    Optional<BatchState> find(String id);

    void keep(BatchState batch);

    void drop(String id);
}
