package io.forebay.worker.batch;

import java.util.List;

/** What the batch former gives a free device. */
public sealed interface Draw<T> {

    /**
     * Work.
     *
     * @param batch to be run together; empty when everything that waited was refused
     * @param refused what is not to be run
     */
    record Batch<T>(List<T> batch, int rows, List<T> refused) implements Draw<T> {

        public Batch {
            batch = List.copyOf(batch);
            refused = List.copyOf(refused);
        }
    }

    /**
     * A batch that is not full and may wait for more.
     *
     * @param until Unix epoch milliseconds
     */
    record Wait<T>(long until) implements Draw<T> {}

    /** Nothing waits. */
    record Nothing<T>() implements Draw<T> {}
}
