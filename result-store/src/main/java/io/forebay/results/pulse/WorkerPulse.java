package io.forebay.results.pulse;

import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.util.Optional;

/**
 * What one worker has done for one model.
 *
 * @param jobs that it computed
 * @param runs of batches
 * @param busyMillis in which the model ran
 * @param lastAt when the last one ended, Unix epoch milliseconds
 */
public record WorkerPulse(
        String worker, String model, long jobs, double runs, double busyMillis, long lastAt) {

    private static final double MICROS = 1000.0;

    /** What a job that has ended says of its worker. */
    static Optional<WorkerPulse> of(JobState job) {
        int batch = job.getExecution().getBatchSize();
        if (job.getState() != State.SUCCEEDED
                || job.getCache().getStatus() != CacheStatus.MISS
                || batch < 1
                || job.getAttemptsCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new WorkerPulse(
                        job.getAttempts(job.getAttemptsCount() - 1).getWorker(),
                        job.getModel().getName(),
                        1,
                        1.0 / batch,
                        job.getExecution().getInferUs() / MICROS / batch,
                        job.getFinishedAt()));
    }

    public WorkerPulse plus(WorkerPulse other) {
        return new WorkerPulse(
                worker,
                model,
                jobs + other.jobs,
                runs + other.runs,
                busyMillis + other.busyMillis,
                Math.max(lastAt, other.lastAt));
    }
}
