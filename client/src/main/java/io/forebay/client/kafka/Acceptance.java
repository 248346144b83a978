package io.forebay.client.kafka;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.Problem;
import java.util.List;

/** What became of a job that was handed in. */
public sealed interface Acceptance {

    /** All in-sync replicas have it: it will not be lost, and it will end. As HTTP's 202. */
    record Accepted(JobId id) implements Acceptance {}

    /**
     * It cannot be a job; nothing was sent. As HTTP's 4xx.
     *
     * @param errors each thing that is wrong, behind a JSON pointer
     */
    record Refused(Problem problem, List<String> errors) implements Acceptance {

        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Nobody can say that it is safe; it may still arrive. As HTTP's 503: handing it in again under
     * the same Idempotency-Key is safe.
     */
    record Unknown(JobId id, String reason) implements Acceptance {}
}
