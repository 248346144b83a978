package io.forebay.loadtests.peers.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.forebay.loadtests.peers.system.Contestant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final List<Contestant> TWO = List.of(Contestant.FOREBAY, Contestant.LOOP);

    @Test
    void everyRoundTurnsTheOrderOfTheOneBefore() {
        Plan plan = Plan.of(TWO, Set.of(Scenario.BURST), 3);

        assertThat(plan.visits())
                .containsExactly(
                        new Plan.Visit(1, Contestant.FOREBAY),
                        new Plan.Visit(1, Contestant.LOOP),
                        new Plan.Visit(2, Contestant.LOOP),
                        new Plan.Visit(2, Contestant.FOREBAY),
                        new Plan.Visit(3, Contestant.FOREBAY),
                        new Plan.Visit(3, Contestant.LOOP));
    }

    @Test
    void aShareOfSaturationNeedsSaturationFirst() {
        Plan plan = Plan.of(TWO, Set.of(Scenario.LATENCY_30), 1);

        assertThat(plan.steps())
                .containsExactly(
                        new Step(Scenario.SATURATION, "noop"),
                        new Step(Scenario.SATURATION, "conv"),
                        new Step(Scenario.LATENCY_30, "conv"));
    }

    @Test
    void allStepsOfAModelComeTogetherAfterOneWarmUp() {
        Plan plan = Plan.of(TWO, EnumSet.allOf(Scenario.class), 1);

        assertThat(plan.models()).containsExactly("noop", "conv");
        assertThat(plan.steps())
                .extracting(Step::toString)
                .containsExactly(
                        "saturation, noop",
                        "burst, noop",
                        "webhooks, noop",
                        "saturation, conv",
                        "latency-30, conv",
                        "latency-60, conv",
                        "duplicates, conv");
    }

    @Test
    void namesAreThoseOfTheCommandLine() {
        assertThat(Scenario.parse(List.of("latency", "burst")))
                .containsExactlyInAnyOrder(
                        Scenario.LATENCY_30, Scenario.LATENCY_60, Scenario.BURST);
        assertThat(Contestant.parse(List.of("bullmq-batched", "forebay")))
                .containsExactly(Contestant.BULLMQ_BATCHED, Contestant.FOREBAY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.parse(List.of("speed")))
                .withMessageContaining("'speed'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contestant.parse(List.of("celery")))
                .withMessageContaining("'celery'");
    }
}
