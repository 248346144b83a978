package io.forebay.results.reader;

import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.redis.ViewPosition;
import io.forebay.schemas.wire.JobState;
import java.util.Optional;

/** Decides what may be said of a job, from what lies in Redis at one moment. */
final class ReadRules {

    private ReadRules() {}

    /**
     * @param position the text of its partition's position, when there is one
     * @param highest next offset of any live position seen before Redis was asked
     * @param job what lies there of it
     */
    static Reading decide(Optional<String> position, long highest, Optional<JobState> job) {
        if (job.isPresent() && Lifecycle.hasEnded(job.get().getState())) {
            return new Reading.Found(job.get());
        }
        return doubt(position.flatMap(ViewPosition::parse), highest)
                .<Reading>map(Reading.Unavailable::new)
                .orElseGet(() ->
                        job.<Reading>map(Reading.Found::new).orElse(new Reading.NotRecorded()));
    }

    /** Why the view is not to be believed, if it is not. */
    static Optional<String> doubt(Optional<ViewPosition> position, long highest) {
        if (position.isEmpty()) {
            return Optional.of("the view was lost and is not being rebuilt yet");
        }
        if (!position.get().live()) {
            return Optional.of("the view was lost and is being rebuilt");
        }
        return position.get().nextOffset() < highest
                ? Optional.of("the view fell back and is catching up")
                : Optional.empty();
    }
}
