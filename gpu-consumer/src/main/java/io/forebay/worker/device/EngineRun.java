package io.forebay.worker.device;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Kind;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of an engine, measured, whatever it does. Confined to the device thread. */
final class EngineRun {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRun.class);

    private final ModelMeters meters;

    EngineRun(ModelMeters meters) {
        this.meters = meters;
    }

    RunOutcome run(List<Work> works) {
        long start = System.nanoTime();
        RunOutcome outcome = guarded(works);
        meters.run(kind(outcome), Duration.ofNanos(System.nanoTime() - start));
        return outcome;
    }

    private RunOutcome guarded(List<Work> works) {
        LoadedModel model = works.getFirst().model();
        try {
            RunOutcome outcome =
                    model.run(works.stream().map(Work::input).toList(), timeout(works));
            if (outcome instanceof RunOutcome.Ran ran && ran.answers().size() != works.size()) {
                throw new IllegalStateException(
                        "%d answers to %d inputs".formatted(ran.answers().size(), works.size()));
            }
            return outcome;
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("model", model.model().name()).setCause(e).log("a run threw");
            return new RunOutcome.Broke(
                    Problem.of(ProblemCode.EXECUTION_FAILED, "the run failed unexpectedly"),
                    Kind.DEVICE);
        }
    }

    /** Beyond this a limit is none; a record of work may say any number. */
    private static final long LONGEST_RUN = Duration.ofDays(365).toMillis();

    /** The shortest of all: each job may count on its limit. */
    private static Duration timeout(List<Work> works) {
        long shortest =
                works.stream()
                        .mapToLong(work -> work.attempt().item().getRunTimeoutMs())
                        .filter(millis -> millis > 0)
                        .min()
                        .orElse(0);
        return shortest > 0
                ? Duration.ofMillis(Math.min(shortest, LONGEST_RUN))
                : works.getFirst().model().model().manifest().limits().runTimeout();
    }

    private static ModelMeters.Run kind(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Ran ran -> ModelMeters.Run.RAN;
            case RunOutcome.Broke broke ->
                    switch (broke.kind()) {
                        case REJECTED -> ModelMeters.Run.REJECTED;
                        case OUT_OF_MEMORY -> ModelMeters.Run.OUT_OF_MEMORY;
                        case TIMED_OUT -> ModelMeters.Run.TIMED_OUT;
                        case DEVICE -> ModelMeters.Run.DEVICE;
                        case LOST -> ModelMeters.Run.LOST;
                    };
        };
    }
}
