package io.forebay.results.pulse;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;

/**
 * What ended in one lane of one model.
 *
 * @param ended how many, by how
 * @param hits of those that succeeded, answered from the cache
 * @param coalesced of those that succeeded, by the run of an equal job
 * @param computed of those that succeeded, by a run of their own
 * @param runs of batches: each of the computed is that part of one which its batch says
 * @param total from acceptance to the end, of those that succeeded
 * @param queue from acceptance to the start, of those that ran
 */
public record LanePulse(
        String model,
        String lane,
        Ended ended,
        long hits,
        long coalesced,
        long computed,
        double runs,
        Latencies total,
        Latencies queue) {

    /** How many ended how. */
    public record Ended(long succeeded, long failed, long canceled, long expired) {

        static final Ended NONE = new Ended(0, 0, 0, 0);

        static Ended of(State state) {
            return switch (state) {
                case SUCCEEDED -> new Ended(1, 0, 0, 0);
                case FAILED -> new Ended(0, 1, 0, 0);
                case CANCELED -> new Ended(0, 0, 1, 0);
                case EXPIRED -> new Ended(0, 0, 0, 1);
                case QUEUED, RUNNING, UNRECOGNIZED -> NONE;
            };
        }

        public Ended plus(Ended other) {
            return new Ended(
                    succeeded + other.succeeded,
                    failed + other.failed,
                    canceled + other.canceled,
                    expired + other.expired);
        }

        public long all() {
            return succeeded + failed + canceled + expired;
        }
    }

    /** Nothing yet. */
    public static LanePulse none(String model, String lane) {
        return new LanePulse(model, lane, Ended.NONE, 0, 0, 0, 0, Latencies.NONE, Latencies.NONE);
    }

    /** One job that has ended. */
    static LanePulse of(JobState job) {
        boolean good = job.getState() == State.SUCCEEDED;
        CacheStatus cache = job.getCache().getStatus();
        boolean ran = good && cache == CacheStatus.MISS && job.getExecution().getBatchSize() > 0;
        return new LanePulse(
                job.getModel().getName(),
                Topics.laneName(job.getLane()),
                Ended.of(job.getState()),
                good && cache == CacheStatus.HIT ? 1 : 0,
                good && cache == CacheStatus.COALESCED ? 1 : 0,
                ran ? 1 : 0,
                ran ? 1.0 / job.getExecution().getBatchSize() : 0,
                good ? Latencies.of(job.getFinishedAt() - job.getCreatedAt()) : Latencies.NONE,
                ran && job.getStartedAt() > 0
                        ? Latencies.of(job.getStartedAt() - job.getCreatedAt())
                        : Latencies.NONE);
    }

    public LanePulse plus(LanePulse other) {
        return new LanePulse(
                model,
                lane,
                ended.plus(other.ended),
                hits + other.hits,
                coalesced + other.coalesced,
                computed + other.computed,
                runs + other.runs,
                total.plus(other.total),
                queue.plus(other.queue));
    }
}
