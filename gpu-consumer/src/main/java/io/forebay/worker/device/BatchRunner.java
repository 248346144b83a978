package io.forebay.worker.device;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.attempt.Reports;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a batch and finds out whose fault it is when that breaks: halves are tried until the guilty
 * one is alone, so that the innocent spend no attempt. Confined to the device thread.
 */
final class BatchRunner {

    private final EngineRun engineRun;
    private final Experience experience;
    private final Verdicts verdicts;
    private final StartReporter starts;
    private final Reports reports;
    private final Surroundings surroundings;
    private int brokenInARow;

    /**
     * @param process that the runs of other models share
     * @param recycleAfter lone failures of the device in a row after which the engine is opened
     *     anew
     */
    record Surroundings(
            SharedProcess process,
            InstantSource clock,
            ModelMeters meters,
            int recycleAfter,
            RunSpans spans) {}

    BatchRunner(
            Experience experience,
            Verdicts verdicts,
            StartReporter starts,
            Reports reports,
            Surroundings surroundings) {
        this.engineRun = new EngineRun(surroundings.meters());
        this.experience = experience;
        this.verdicts = verdicts;
        this.starts = starts;
        this.reports = reports;
        this.surroundings = surroundings;
    }

    /** Runs works of one bucket until each has ended. */
    void run(List<Work> batch) {
        List<Work> begun = batch.stream().filter(work -> work.attempt().begin()).toList();
        if (begun.isEmpty()) {
            return;
        }
        Instant now = surroundings.clock().instant();
        begun.forEach(work -> start(work.attempt(), now));
        starts.begin(begun.stream().map(Work::attempt).toList(), now);
        runTogether(begun);
        starts.endAll();
    }

    private void start(Attempt attempt, Instant now) {
        attempt.started(now);
        long age = Math.max(0, now.toEpochMilli() - attempt.item().getEnqueuedAt());
        surroundings.meters().started(attempt.item().getLane(), Duration.ofMillis(age));
    }

    private void runTogether(List<Work> works) {
        Work first = works.getFirst();
        int rows = works.stream().mapToInt(Work::rows).sum();
        int cap = experience.cap(first.kind());
        surroundings.meters().batch(works.size(), Math.min(1.0, (double) rows / cap));
        switch (runTold(works)) {
            case RunOutcome.Ran ran -> {
                brokenInARow = 0;
                experience.saw(first.kind(), rows, ran.inferTime(), surroundings.clock().instant());
                surroundings.meters().latency(rows, ran.inferTime());
                end(Answers.toEndings(works, ran));
            }
            case RunOutcome.Broke broke when broke.kind() == Kind.LOST -> lost(works);
            case RunOutcome.Broke broke when works.size() > 1 -> bisect(works, rows, broke);
            case RunOutcome.Broke broke -> failAlone(first, broke);
        }
    }

    private RunOutcome runTold(List<Work> works) {
        if (!surroundings.spans().follow(works)) {
            return runShielded(works);
        }
        Instant from = surroundings.clock().instant();
        RunOutcome outcome = runShielded(works);
        surroundings.spans().ran(works, outcome, from, surroundings.clock().instant());
        return outcome;
    }

    private RunOutcome runShielded(List<Work> works) {
        SharedProcess process = surroundings.process();
        return works.getFirst().attempt().mustRunAlone()
                ? process.runAlone(() -> engineRun.run(works))
                : process.runBeside(() -> engineRun.run(works));
    }

    private void bisect(List<Work> works, int rows, RunOutcome.Broke broke) {
        surroundings.meters().bisected();
        if (broke.kind() == Kind.OUT_OF_MEMORY) {
            experience.tooMany(works.getFirst().kind(), rows);
        }
        int middle = works.size() / 2;
        runInTime(works.subList(0, middle));
        runInTime(works.subList(middle, works.size()));
    }

    /**
     * A death costs seconds, so that halving until the guilty one is found would cost too many of
     * them: once all are tried together again, for it may have been chance; then each alone.
     */
    private void lost(List<Work> works) {
        works.forEach(work -> work.attempt().lost());
        List<Work> together = new ArrayList<>(works.size());
        List<Work> alone = new ArrayList<>(works.size());
        for (Work work : works) {
            if (work.attempt().isCondemned()) {
                Ending.Died ending = Ending.died();
                verdicts.add(work.attempt().flight(), ending.problem());
                end(List.of(new Ended(work.attempt(), ending)));
            } else {
                (work.attempt().mustRunAlone() ? alone : together).add(work);
            }
        }
        runInTime(together);
        alone.forEach(work -> runInTime(List.of(work)));
    }

    /** The runs before may have taken long. */
    private void runInTime(List<Work> works) {
        long now = surroundings.clock().millis();
        List<Work> inTime = new ArrayList<>(works.size());
        List<Ended> late = new ArrayList<>();
        for (Work work : works) {
            if (work.attempt().deadline() <= now) {
                late.add(new Ended(work.attempt(), Ending.late(work.attempt(), now)));
            } else {
                inTime.add(work);
            }
        }
        end(late);
        if (!inTime.isEmpty()) {
            runTogether(inTime);
        }
    }

    private void failAlone(Work work, RunOutcome.Broke broke) {
        Attempt attempt = work.attempt();
        Problem problem = broke.problem();
        Ending ending =
                switch (broke.kind()) {
                    case REJECTED -> {
                        verdicts.add(attempt.flight(), problem);
                        yield Ending.permanent(problem);
                    }
                    case TIMED_OUT ->
                            Ending.transientFailure(
                                    Problem.of(ProblemCode.RUN_TIMEOUT, problem.detail()));
                    case OUT_OF_MEMORY, DEVICE, LOST -> Ending.transientFailure(problem);
                };
        end(List.of(new Ended(attempt, ending)));
        recycleIfBroken(work.model(), broke.kind());
    }

    private void recycleIfBroken(LoadedModel model, Kind kind) {
        if (kind != Kind.OUT_OF_MEMORY && kind != Kind.DEVICE) {
            brokenInARow = 0;
        } else if (++brokenInARow >= surroundings.recycleAfter()) {
            brokenInARow = 0;
            surroundings.meters().recycled();
            model.recycle();
        }
    }

    private void end(List<Ended> ended) {
        if (!ended.isEmpty()) {
            starts.end(ended);
            reports.ended(ended);
        }
    }
}
