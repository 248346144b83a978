package io.forebay.scaler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** One worker does one item per second; a cold start takes three minutes. */
class ScalingPolicyTest {

    private static final LaneLimits LIMITS = new LaneLimits(0, 48, 48, 48, 60);

    private double arrived;
    private double completed;
    private int ready;

    @Test
    void givesThePresentRateItsWorkersWithoutAnyHistory() {
        ready = 6;
        Decision decision = run(policy(LIMITS, ScheduleFloor.NONE), 0, 4, minute -> 300);
        assertThat(decision.rate()).isBetween(4.9, 5.1);
        assertThat(decision.replicas()).isBetween(6, 8);
        assertThat(decision.withoutForecast()).isEqualTo(6);
    }

    @Test
    void ordersBeforeTheBurstThatComesEveryDay() {
        ScalingPolicy policy = policy(LIMITS, ScheduleFloor.NONE);
        IntToDoubleFunction daily =
                minute -> minute % 1_440 >= 600 && minute % 1_440 < 630 ? 600 : 6;
        run(policy, 0, 4 * 1_440 + 580, daily);
        Decision quiet = run(policy, 4 * 1_440 + 580, 10, daily);
        assertThat(quiet.replicas()).isLessThan(6);
        Decision before = run(policy, 4 * 1_440 + 590, 9, daily);
        assertThat(before.rate()).isLessThan(1);
        assertThat(before.replicas()).isGreaterThanOrEqualTo(10);
        assertThat(before.forecast().expert()).contains("season");
        assertThat(before.withoutForecast()).isLessThan(4);
    }

    @Test
    void neverPassesTheCostCapAndSaysSo() {
        LaneLimits capped = new LaneLimits(0, 48, 3, 48, 60);
        Decision decision = run(policy(capped, ScheduleFloor.NONE), 0, 4, minute -> 600);
        assertThat(decision.replicas()).isEqualTo(3);
        assertThat(decision.bounded()).isTrue();
    }

    @Test
    void keepsTheScheduledFloorAndBeginsItAColdStartEarlier() {
        ScheduleFloor floor = (from, to) -> to >= 3_600 ? 4 : 0;
        ScalingPolicy policy = policy(LIMITS, floor);
        assertThat(run(policy, 0, 55, minute -> 0).replicas()).isZero();
        assertThat(run(policy, 55, 2, minute -> 0).replicas()).isEqualTo(4);
    }

    @Test
    void countsStartingWorkersAsSupply() {
        ScalingPolicy policy = policy(LIMITS, ScheduleFloor.NONE);
        run(policy, 0, 5, minute -> 60);
        Decision first = policy.decide(new Observation(310, arrived + 600, completed, 2, 2));
        assertThat(first.backlog()).isGreaterThan(1);
        int ordered = 2 + (int) Math.ceil(first.backlog());
        policy.decide(new Observation(315, arrived + 605, completed, 2, 2 + 3 * ordered));
        Decision then =
                policy.decide(
                        new Observation(470, arrived + 760, completed + 300, 2, 2 + 3 * ordered));
        assertThat(then.backlog()).isLessThan(first.backlog());
    }

    @Test
    void measuresWhatAWorkerDoesAndHowLongOneTakes() {
        ScalingPolicy policy = policy(LIMITS, ScheduleFloor.NONE);
        Decision decision = null;
        for (int tick = 0; tick < 400; tick++) {
            // Two workers with more work than they can do, half as fast as was said; a third is
            // ordered at 1,000 s and ready at 1,100 s.
            int replicas = tick >= 200 ? 3 : 2;
            int workers = tick >= 220 ? 3 : 2;
            decision =
                    policy.decide(
                            new Observation(
                                    tick * 5,
                                    1_000 + tick * 20,
                                    tick * 2.5 * workers,
                                    workers,
                                    replicas));
        }
        assertThat(decision).isNotNull();
        assertThat(decision.mu()).isLessThan(0.75);
        assertThat(decision.coldStart()).isBetween(160.0, 179.0);
    }

    private static ScalingPolicy policy(LaneLimits limits, ScheduleFloor floor) {
        return new ScalingPolicy(PolicyConfig.DEFAULT, limits, floor, 1, 180);
    }

    /** Minutes in which all that arrives is served at once, looked at every 15 s. */
    private Decision run(
            ScalingPolicy policy, int from, int minutes, IntToDoubleFunction perMinute) {
        Decision decision = null;
        for (int look = from * 4; look < (from + minutes) * 4; look++) {
            arrived += perMinute.applyAsDouble(look / 4) / 4;
            completed = arrived;
            decision =
                    policy.decide(
                            new Observation((look + 1) * 15.0, arrived, completed, ready, ready));
            ready = decision.replicas();
        }
        return java.util.Objects.requireNonNull(decision);
    }
}
