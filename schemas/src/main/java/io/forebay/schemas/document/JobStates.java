package io.forebay.schemas.document;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import java.util.Locale;

/** States of jobs that the dispatcher has not written yet, and questions to any. */
public final class JobStates {

    private JobStates() {}

    /** Whether the job has ended. A state of a newer release is taken as open. */
    public static boolean isTerminal(JobState state) {
        return switch (state.getState()) {
            case SUCCEEDED, FAILED, CANCELED, EXPIRED -> true;
            case QUEUED, RUNNING, UNRECOGNIZED -> false;
        };
    }

    public static String name(State state) {
        return state == State.UNRECOGNIZED ? "unknown" : state.name().toLowerCase(Locale.ROOT);
    }

    /** A job that was just acknowledged. */
    public static JobState queued(Submission submission) {
        return JobState.newBuilder()
                .setJobId(submission.getJobId())
                .setTenant(submission.getTenant())
                .setState(State.QUEUED)
                .setModel(submission.getModel())
                .setLane(submission.getLane())
                .setCreatedAt(submission.getCreatedAt())
                .setStartBy(submission.getStartBy())
                .setDeadline(submission.getDeadline())
                .putAllMetadata(submission.getMetadataMap())
                .setRedriveOf(submission.getRedriveOf())
                .setFlightKey(submission.getFlightKey())
                .setQueueReason("queued")
                .build();
    }

    /** A job of which only the id is known: it was acknowledged and is not in the view yet. */
    public static JobState unrecorded(JobId id, String tenant) {
        return JobState.newBuilder()
                .setJobId(id.text())
                .setTenant(tenant)
                .setState(State.QUEUED)
                .setCreatedAt(id.createdAt().toEpochMilli())
                .setQueueReason("queued")
                .build();
    }
}
