package io.forebay.loadtests.peers.measure;

import io.forebay.loadtests.peers.plan.Scenario;
import io.forebay.loadtests.peers.plan.Step;
import io.forebay.loadtests.peers.system.Contestant;
import io.forebay.loadtests.phase.Tally;
import java.util.Map;

/** Figures for tests. */
public final class SomeFigures {

    public static final Step STEP = new Step(Scenario.SATURATION, "conv");

    private static final Tally CLEAN = new Tally(100, 0, 0, 0, 0, Map.of(), Map.of(), Map.of());

    private SomeFigures() {}

    /** Of one system in one round. */
    public static Figures of(int round, Contestant contestant, double jobsPerSecond, double p50) {
        return new Figures(
                round,
                contestant,
                STEP,
                0,
                1,
                jobsPerSecond,
                p50,
                2 * p50,
                1,
                1,
                1 << 20,
                CLEAN,
                0,
                0,
                1,
                false);
    }

    static Figures foreign(double share) {
        return new Figures(
                1,
                Contestant.LOOP,
                STEP,
                0,
                1,
                100,
                1,
                2,
                1,
                1,
                1 << 20,
                CLEAN,
                0,
                share,
                1,
                false);
    }

    static Figures with(Tally tally, int untold) {
        return new Figures(
                1,
                Contestant.LOOP,
                STEP,
                0,
                1,
                100,
                1,
                2,
                1,
                1,
                1 << 20,
                tally,
                untold,
                0,
                1,
                false);
    }
}
