package io.forebay.worker.model;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.wire.InferenceOutput;
import java.time.Duration;
import java.util.List;

/** What became of one run of a batch. */
public sealed interface RunOutcome {

    /**
     * @param answers one per input, in order
     * @param inferTime of the run alone
     */
    record Ran(List<Answer> answers, Duration inferTime) implements RunOutcome {

        public Ran {
            answers = List.copyOf(answers);
        }
    }

    /**
     * The run failed as a whole: nobody knows yet by whose fault.
     *
     * @param kind what may be tried next
     */
    record Broke(Problem problem, Kind kind) implements RunOutcome {}

    /** How a run broke. */
    enum Kind {
        /** The model refuses the input (shape, type, value): the same again fails again. */
        REJECTED,
        /** Out of memory: a smaller batch may pass. */
        OUT_OF_MEMORY,
        /** Terminated at its time limit. */
        TIMED_OUT,
        /** The device or the runtime failed: another attempt may pass. */
        DEVICE,
        /**
         * The process that ran it died or had to be killed: by one of these, or by nobody's fault.
         */
        LOST
    }

    /** The answer to one input of a batch. */
    sealed interface Answer {

        /** Its outputs. */
        record Output(InferenceOutput output) implements Answer {}

        /** The model ran, but its answer cannot be given, for good. */
        record Unusable(Problem problem) implements Answer {}
    }
}
