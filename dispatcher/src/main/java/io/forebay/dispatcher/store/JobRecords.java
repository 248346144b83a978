package io.forebay.dispatcher.store;

import io.forebay.dispatcher.job.Card;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.dispatcher.job.Queued;
import io.forebay.dispatcher.job.Running;
import io.forebay.dispatcher.job.Track;
import io.forebay.dispatcher.record.OpenJobRecord;
import io.forebay.dispatcher.record.QueuedRecord;
import io.forebay.dispatcher.record.RunningRecord;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.Submission;

/** Open jobs as they lie in their store. */
final class JobRecords {

    private JobRecords() {}

    static OpenJobRecord write(OpenJob job) {
        Track track = job.track();
        OpenJobRecord.Builder record =
                OpenJobRecord.newBuilder()
                        .setSubmission(track.card().submission())
                        .setAcceptedAt(track.acceptedAt())
                        .setVersion(track.version())
                        .setAnnounced(track.announced())
                        .setJoined(track.joined())
                        .addAllFailures(track.failures())
                        .addAllHistory(track.history());
        return switch (job) {
            case Queued queued ->
                    record.setQueued(QueuedRecord.newBuilder().setStartBy(queued.startBy()))
                            .build();
            case Running running ->
                    record.setRunning(
                                    RunningRecord.newBuilder()
                                            .setStartedAt(running.startedAt())
                                            .setRunBy(running.runBy()))
                            .build();
        };
    }

    static OpenJob read(OpenJobRecord record) {
        Submission submission = record.getSubmission();
        Card card =
                new Card(
                        new JobId(submission.getJobId()),
                        new FlightKey(submission.getFlightKey()),
                        submission);
        Track track =
                new Track(
                        card,
                        record.getAcceptedAt(),
                        record.getVersion(),
                        record.getAnnounced(),
                        record.getJoined(),
                        record.getFailuresList(),
                        record.getHistoryList());
        return switch (record.getStageCase()) {
            case QUEUED -> new Queued(track, record.getQueued().getStartBy());
            case RUNNING ->
                    new Running(
                            track,
                            record.getRunning().getStartedAt(),
                            record.getRunning().getRunBy());
            case STAGE_NOT_SET ->
                    throw new IllegalStateException("job " + card.id() + " is in no known stage");
        };
    }
}
