package io.forebay.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final Setting SETTING = new Setting(60, 1, 12, 0, 60);

    @Test
    void enoughWorkersMeanNoWaitAndCostTheirTime() {
        Outcome outcome = new Simulation(SETTING, steady(3, 720), 4).run(seen -> 4);
        assertThat(outcome.attained()).isEqualTo(1);
        assertThat(outcome.longest()).isZero();
        assertThat(outcome.gpuSeconds()).isEqualTo(4 * 3_600);
        assertThat(outcome.cost()).isEqualTo(4 / 3.0, within(1e-9));
    }

    @Test
    void aWorkerServesOnlyAfterItsColdStart() {
        Outcome outcome =
                new Simulation(SETTING, steady(1, 720), 0).run(seen -> seen.now() < 300 ? 0 : 4);
        // Ordered at 300 s, ready at 360 s.
        assertThat(outcome.longest()).isEqualTo(360);
        assertThat(outcome.coldStarts()).isEqualTo(4);
        assertThat(outcome.gpuSeconds()).isEqualTo(4 * (3_600 - 305), within(20.0));
    }

    @Test
    void elevenWorkersOfTwelvePartitionsDoNoMoreThanSix() {
        Outcome eleven = new Simulation(SETTING, steady(6, 720), 11).run(seen -> 11);
        Outcome six = new Simulation(SETTING, steady(6, 720), 6).run(seen -> 6);
        assertThat(eleven.p99()).isEqualTo(six.p99());
        Outcome tooMuch = new Simulation(SETTING, steady(6.5, 720), 11).run(seen -> 11);
        assertThat(tooMuch.longest()).isGreaterThan(200);
    }

    @Test
    void aPauseStopsTheGroupWheneverItChanges() {
        Setting paused = new Setting(60, 1, 12, 15, 60);
        Outcome outcome =
                new Simulation(paused, steady(4, 720), 4).run(seen -> seen.now() < 300 ? 4 : 5);
        assertThat(outcome.longest()).isBetween(10.0, 20.0);
    }

    @Test
    void whatIsNeverServedCountsAsWaiting() {
        Outcome outcome = new Simulation(SETTING, steady(1, 720), 0).run(seen -> 0);
        assertThat(outcome.attained()).isEqualTo(13 / 720.0, within(1e-6));
    }

    private static double[] steady(double perSecond, int steps) {
        double[] arrivals = new double[steps];
        Arrays.fill(arrivals, perSecond * Simulation.STEP);
        return arrivals;
    }
}
