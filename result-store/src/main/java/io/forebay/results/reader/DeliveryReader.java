package io.forebay.results.reader;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.DeliveryAttempt;
import java.util.List;

/** Reads the view of deliveries. Safe for use by several threads; calls block. */
public interface DeliveryReader {

    /** What the view says of a job's deliveries. */
    Deliveries deliveries(JobId id);

    /** What the view says of a batch's deliveries. */
    Deliveries deliveries(BatchId id);

    /** The outcome of a look. */
    sealed interface Deliveries {

        /**
         * @param attempts in the order of their starts
         */
        record Found(List<DeliveryAttempt> attempts) implements Deliveries {}

        /**
         * The view cannot say.
         *
         * @param reason for people
         */
        record Unavailable(String reason) implements Deliveries {}
    }
}
