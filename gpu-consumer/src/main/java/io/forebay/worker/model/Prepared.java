package io.forebay.worker.model;

/** An input that is ready to run. Immutable. */
public interface Prepared {

    /** Rows along the batch axis; 1 for a model that cannot join requests. */
    int rows();

    /** Inputs of equal buckets (by {@code equals}) can be joined into one run. */
    Object bucket();

    /** Inputs of equal shapes are alike in what they take, also where they cannot be joined. */
    default Object shape() {
        return bucket();
    }
}
