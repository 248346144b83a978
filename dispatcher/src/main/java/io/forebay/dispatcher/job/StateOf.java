package io.forebay.dispatcher.job;

import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Submission;

/** Begins a state record with what every state of a job says. */
final class StateOf {

    private StateOf() {}

    @SuppressWarnings("AvoidValueSetter") // A lane of a later release is passed on as it is.
    static JobState.Builder job(Track track) {
        Submission submission = track.card().submission();
        JobState.Builder state = JobState.newBuilder();
        if (submission.hasCallback()) {
            state.setCallback(submission.getCallback());
        }
        return state.setJobId(submission.getJobId())
                .setTenant(submission.getTenant())
                .setVersion(track.version())
                .addAllHistory(track.history())
                .setModel(submission.getModel())
                .setLaneValue(submission.getLaneValue())
                .setCreatedAt(submission.getCreatedAt())
                .setStartBy(submission.getStartBy())
                .setDeadline(submission.getDeadline())
                .putAllMetadata(submission.getMetadataMap())
                .setRedriveOf(submission.getRedriveOf())
                .setFlightKey(submission.getFlightKey())
                .setBatchId(submission.getBatchId())
                .setBatchLine(submission.getBatchLine())
                .setCustomId(submission.getCustomId())
                .setBatchRound(submission.getBatchRound())
                .setTraceparent(submission.getTraceparent());
    }
}
