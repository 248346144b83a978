package io.forebay.ingest.submit;

import io.forebay.results.reader.JobReader;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds results that have landed already. */
record EarlyHits(JobReader reader) {

    /**
     * A result this close to its end may be gone when the dispatcher looks, who would then run the
     * flight again under a job that was shown as ended.
     */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** The job whose result answers the request, when the request may be answered so. */
    Optional<JobState> find(Request request, FlightKey flight, Instant now) {
        boolean allowed =
                request.options().cache() == CacheMode.USE
                        && request.model().manifest().cache().ttl().isPositive();
        return allowed
                ? reader.landed(flight)
                        .filter(landed -> landed.getState() == State.SUCCEEDED)
                        .filter(landed -> landed.getCacheUntil() > now.plus(MARGIN).toEpochMilli())
                : Optional.empty();
    }

    /** The submitted job as the dispatcher will record it. */
    static JobState answered(Submission submission, JobState landed, Instant now) {
        boolean own = landed.getTenant().equals(submission.getTenant());
        return JobState.newBuilder()
                .setJobId(submission.getJobId())
                .setTenant(submission.getTenant())
                .setVersion(1)
                .setState(State.SUCCEEDED)
                .setModel(submission.getModel())
                .setLane(submission.getLane())
                .setCreatedAt(submission.getCreatedAt())
                .setFinishedAt(now.toEpochMilli())
                .setExpiresAt(now.toEpochMilli() + submission.getPolicy().getRetentionMs())
                .setDeadline(submission.getDeadline())
                .setOutput(landed.getOutput())
                .setExecution(landed.getExecution())
                .setCache(cache(landed, own, now))
                .putAllMetadata(submission.getMetadataMap())
                .setFlightKey(submission.getFlightKey())
                .build();
    }

    /** Another tenant learns neither how old the result is nor who asked first. */
    private static CacheInfo cache(JobState landed, boolean own, Instant now) {
        CacheInfo.Builder cache = CacheInfo.newBuilder().setStatus(CacheStatus.HIT);
        if (own) {
            cache.setAgeMs(Math.max(0, now.toEpochMilli() - landed.getFinishedAt()))
                    .setComputedBy(landed.getJobId());
        }
        return cache.build();
    }
}
