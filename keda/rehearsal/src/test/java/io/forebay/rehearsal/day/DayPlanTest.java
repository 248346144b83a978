package io.forebay.rehearsal.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.forebay.simulation.workload.MadeUp;
import io.forebay.simulation.workload.Workload;
import org.junit.jupiter.api.Test;

class DayPlanTest {

    private final Workload workload = MadeUp.all(1).getFirst();

    @Test
    void thinsADayUntilItsPeakKeepsSoManyWorkersBusy() {
        DayPlan plan = DayPlan.of(workload, 2, 0, 6, 4, 1);
        double peak = 0;
        for (int minute = 0; minute < 1_440; minute++) {
            peak = Math.max(peak, plan.due(minute * 60.0, minute * 60.0 + 60));
        }
        assertThat(peak / 60 * 6).isBetween(3.0, 7.0);
        assertThat(plan.due(0, 86_400))
                .isEqualTo(plan.steps().stream().mapToDouble(Double::doubleValue).sum());
    }

    @Test
    void everyJobIsDueOnceHoweverItIsAsked() {
        DayPlan plan = DayPlan.of(workload, 2, 0, 6, 4, 1);
        double sum = 0;
        double last = 0;
        for (double now = 0; now < 3_600; now += 7.3) {
            sum += plan.due(last, now);
            last = now;
        }
        assertThat(sum + plan.due(last, 3_600)).isEqualTo(plan.due(0, 3_600));
    }

    @Test
    void whatCameBeforeReachesUpToTheBeginning() {
        DayPlan plan = DayPlan.of(workload, 2, 90, 6, 4, 1);
        assertThat(plan.before()).hasSize(2 * 1_440 + 90);
        double firstMinutes = 0;
        for (int minute = 0; minute < 90; minute++) {
            firstMinutes += plan.before().get(2 * 1_440 + minute);
        }
        assertThat(firstMinutes).isEqualTo(plan.due(0, 90 * 60), within(1e-9));
    }

    @Test
    void aDayThatTheTraceDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> DayPlan.of(workload, 10, 0, 6, 4, 1))
                .hasMessageContaining("days 0 to 9");
    }
}
