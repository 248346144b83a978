package io.forebay.loadtests.peers.measure;

import io.forebay.loadtests.peers.plan.Plan;
import io.forebay.loadtests.peers.plan.Step;
import io.forebay.loadtests.peers.system.Contestants;
import io.forebay.loadtests.peers.system.NotReadyException;
import io.forebay.loadtests.peers.system.RunningContestant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs a plan: one visit after the other, each of a system that was started anew. */
public final class SideBySide {

    private final Contestants contestants;
    private final Amounts amounts;
    private final Tries tries;
    private final long seed;
    private final Consumer<Figures> progress;

    /**
     * @param seed of inputs and arrivals
     * @param progress told after each step
     */
    public SideBySide(
            Contestants contestants,
            Amounts amounts,
            Quiet quiet,
            long seed,
            Consumer<Figures> progress) {
        this.contestants = contestants;
        this.amounts = amounts;
        this.tries = new Tries(quiet);
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * All figures, in the order in which they were taken.
     *
     * @param directory of the systems' data and logs
     */
    public List<Figures> run(Plan plan, Path directory) throws InterruptedException {
        List<Figures> all = new ArrayList<>();
        for (Plan.Visit visit : plan.visits()) {
            String name = visit.contestant().title() + "-" + visit.round();
            VisitDirectory own = new VisitDirectory(directory.resolve(name));
            all.addAll(begin(plan, visit, own));
        }
        return all;
    }

    /** A port that was free may be taken meanwhile: one more time, and an hour is not lost. */
    private List<Figures> begin(Plan plan, Plan.Visit visit, VisitDirectory directory)
            throws InterruptedException {
        try {
            return visit(plan, visit, directory);
        } catch (NotReadyException e) {
            return visit(plan, visit, directory.again());
        }
    }

    private List<Figures> visit(Plan plan, Plan.Visit visit, VisitDirectory directory)
            throws InterruptedException {
        directory.clear();
        try (RunningContestant running = contestants.start(visit.contestant(), directory.path())) {
            return measure(plan, visit, running);
        } finally {
            directory.keepLogs();
        }
    }

    private List<Figures> measure(Plan plan, Plan.Visit visit, RunningContestant running)
            throws InterruptedException {
        Stage stage = new Stage(visit, running, seed + visit.round(), amounts);
        List<Figures> figures = new ArrayList<>();
        for (String model : plan.models()) {
            stage.warmUp(model);
            for (Step step : plan.steps()) {
                if (step.model().equals(model)) {
                    Figures taken = tries.of(() -> stage.measure(step));
                    stage.keep(taken);
                    figures.add(taken);
                    progress.accept(taken);
                }
            }
        }
        return figures;
    }
}
