package io.forebay.worker.device;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.trace.Tracing;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.attempt.Reports;
import io.forebay.worker.batch.Draw;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.withdrawal.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Runs one model's work on one device. {@link #run} is the device thread: it alone runs and closes
 * the model's engines.
 */
public final class Device implements Runnable {

    private final LoadedModels models;
    private final WorkQueue queue;
    private final Gate gate;
    private final Reports reports;
    private final InstantSource clock;
    private final Experience experience = new Experience();
    private final BatchRunner runner;
    private final Runnable whenIdle;

    /** What a device works with. */
    public record Parts(
            LoadedModels models,
            WorkQueue queue,
            Gate gate,
            Verdicts verdicts,
            Reports reports,
            StartReporter starts,
            SharedProcess process,
            Tracing tracing) {}

    /**
     * @param recycleAfter lone failures of the device in a row after which an engine is opened anew
     */
    public Device(Parts parts, InstantSource clock, ModelMeters meters, int recycleAfter) {
        this(parts, clock, meters, recycleAfter, () -> {});
    }

    /**
     * @param whenIdle what to do once when no work waits; work that comes meanwhile waits for it
     */
    public Device(
            Parts parts,
            InstantSource clock,
            ModelMeters meters,
            int recycleAfter,
            Runnable whenIdle) {
        this.whenIdle = whenIdle;
        this.models = parts.models();
        this.queue = parts.queue();
        this.gate = parts.gate();
        this.reports = parts.reports();
        this.clock = clock;
        this.runner =
                new BatchRunner(
                        experience,
                        parts.verdicts(),
                        parts.starts(),
                        parts.reports(),
                        new BatchRunner.Surroundings(
                                parts.process(),
                                clock,
                                meters,
                                recycleAfter,
                                new RunSpans(parts.tracing())));
    }

    /** Runs batches until the queue is closed, then closes the engines. */
    @Override
    public void run() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // First, so that nobody takes models that are gone for models that never were.
            queue.close();
            models.closeAll();
        }
    }

    /** Runs the next batch; false when there are no more. */
    boolean turn() throws InterruptedException {
        Optional<Draw.Batch<Work>> taken = queue.take(this::cap, this::isStartable);
        taken.ifPresent(batch -> {
            batch.refused().forEach(this::refuse);
            if (!batch.batch().isEmpty()) {
                runner.run(batch.batch());
            }
            models.closeRetired(queue::has);
            if (queue.isEmpty()) {
                whenIdle.run();
            }
        });
        return taken.isPresent();
    }

    private int cap(Object bucket) {
        return experience.cap((Work.Bucket) bucket);
    }

    private boolean isStartable(Work work) {
        return work.attempt().isWaiting()
                && gate.refusal(work.attempt(), clock.millis()).isEmpty()
                && hopeless(work).isEmpty();
    }

    /** Work that cannot end in time, even if it ran alone and now, costs the device nothing. */
    private Optional<Ending> hopeless(Work work) {
        Attempt attempt = work.attempt();
        if (attempt.deadline() == Long.MAX_VALUE) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Duration expected = experience.expected(work, now);
        return attempt.deadline() - now.toEpochMilli() < expected.toMillis()
                ? Optional.of(Ending.hopeless(expected))
                : Optional.empty();
    }

    private void refuse(Work work) {
        Attempt attempt = work.attempt();
        if (attempt.begin()) {
            Ending ending =
                    gate.refusal(attempt, clock.millis())
                            .or(() -> hopeless(work))
                            .orElseGet(() ->
                                    Ending.transientFailure(
                                            Problem.of(
                                                    ProblemCode.EXECUTION_FAILED,
                                                    "the work could not start")));
            attempt.end();
            reports.ended(attempt, ending);
        }
    }
}
