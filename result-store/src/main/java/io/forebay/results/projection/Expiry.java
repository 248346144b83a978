package io.forebay.results.projection;

import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;

/**
 * Until when a job stays in the view. All times are Unix epoch milliseconds.
 *
 * @param openJobTtl how long an open job stays after it should have ended
 */
record Expiry(Duration openJobTtl) {

    /** May be in the past: then the job must not be seen any more. */
    long of(JobState job, long now) {
        if (Lifecycle.hasEnded(job.getState()) && job.getExpiresAt() > 0) {
            return job.getExpiresAt();
        }
        long due = Math.max(now, Math.max(job.getStartBy(), job.getDeadline()));
        return Math.max(due + openJobTtl.toMillis(), job.getExpiresAt());
    }
}
