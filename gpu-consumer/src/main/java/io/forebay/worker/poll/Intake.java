package io.forebay.worker.poll;

import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import java.util.List;

/** Where taken work goes. Called on poll threads: never blocks and never throws. */
public interface Intake {

    /**
     * Bytes of memory that an item holds until it is finished, estimated.
     *
     * @param recordBytes size of its record
     */
    long weigh(WorkItem item, int recordBytes);

    void accept(List<Attempt> attempts);

    /** Forgets the attempts that were dropped. */
    void purge();
}
