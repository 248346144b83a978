package io.forebay.schemas.document;

import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Transition;
import java.util.ArrayList;
import java.util.List;

/** Tells a job's steps once more from its newest state, each as readers saw it or would have. */
public final class Steps {

    private Steps() {}

    /**
     * The states that began after a version, in their order; the newest one is the given.
     *
     * @param version the last one seen; 0 = none
     */
    public static List<JobState> after(JobState newest, long version) {
        List<JobState> states = new ArrayList<>();
        for (Transition step : newest.getHistoryList()) {
            if (step.getVersion() > version && step.getVersion() < newest.getVersion()) {
                states.add(at(newest, step));
            }
        }
        if (newest.getVersion() > version) {
            states.add(newest);
        }
        return states;
    }

    /** Without what was not known yet. */
    @SuppressWarnings("AvoidValueSetter") // A state of a later release is passed on as it is.
    private static JobState at(JobState newest, Transition step) {
        JobState.Builder state =
                newest.toBuilder()
                        .setVersion(step.getVersion())
                        .setStateValue(step.getStateValue())
                        .clearFinishedAt()
                        .clearExpiresAt()
                        .clearOutput()
                        .clearError()
                        .clearCache()
                        .clearCacheUntil()
                        .clearExecution()
                        .clearAttempts()
                        .setQueueReason(reason(newest, step));
        newest.getAttemptsList().stream()
                .filter(attempt -> attempt.hasError() && attempt.getEndedAt() <= step.getAt())
                .forEach(state::addAttempts);
        if (newest.getStartedAt() > step.getAt()) {
            state.clearStartedAt();
        }
        return state.build();
    }

    private static String reason(JobState newest, Transition step) {
        if (step.getState() != State.QUEUED) {
            return "";
        }
        return step.equals(newest.getHistory(0)) ? "queued" : "retrying";
    }
}
