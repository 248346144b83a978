package io.forebay.ingest.submit;

import io.forebay.results.reader.JobReader;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.Answered;
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

    /** The version of a job that ended without running: it was queued as 1. */
    private static final long ENDED = 2;

    /**
     * A result this close to its end may be gone from the view before the job that it answers is
     * recorded.
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

    /**
     * The same for a job, which will show the result for as long as it is kept: not one that lies
     * in the payload store, for only the dispatcher knows whether it was deleted meanwhile.
     */
    Optional<JobState> findForJob(Request request, FlightKey flight, Instant now) {
        return find(request, flight, now).filter(landed -> !landed.getOutput().hasRef());
    }

    /**
     * What the log says of a job that is answered by a landed one. Another tenant learns neither
     * how old the result is nor who asked first.
     */
    static Answered answered(String tenant, JobState landed) {
        Answered.Builder answered =
                Answered.newBuilder()
                        .setOutput(landed.getOutput())
                        .setExecution(landed.getExecution());
        if (landed.getTenant().equals(tenant)) {
            answered.setLandedAt(landed.getFinishedAt()).setComputedBy(landed.getJobId());
        }
        return answered.build();
    }

    /** The answered job, to the letter as the dispatcher records it. */
    static JobState succeeded(Submission submission) {
        Answered answered = submission.getAnswered();
        long then = submission.getCreatedAt();
        return JobState.newBuilder()
                .setJobId(submission.getJobId())
                .setTenant(submission.getTenant())
                .setVersion(ENDED)
                .setState(State.SUCCEEDED)
                .setModel(submission.getModel())
                .setLane(submission.getLane())
                .setCreatedAt(then)
                .setFinishedAt(then)
                .setExpiresAt(then + submission.getPolicy().getRetentionMs())
                .setDeadline(submission.getDeadline())
                .setOutput(answered.getOutput())
                .setExecution(answered.getExecution())
                .setCache(cache(answered, then))
                .putAllMetadata(submission.getMetadataMap())
                .setRedriveOf(submission.getRedriveOf())
                .setFlightKey(submission.getFlightKey())
                .build();
    }

    private static CacheInfo cache(Answered answered, long now) {
        CacheInfo.Builder cache = CacheInfo.newBuilder().setStatus(CacheStatus.HIT);
        if (!answered.getComputedBy().isEmpty()) {
            cache.setAgeMs(Math.max(0, now - answered.getLandedAt()))
                    .setComputedBy(answered.getComputedBy());
        }
        return cache.build();
    }
}
