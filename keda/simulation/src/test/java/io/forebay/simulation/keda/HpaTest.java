package io.forebay.simulation.keda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HpaTest {

    private final Hpa hpa = new Hpa(HpaBehavior.DEFAULT, 1, 100);

    @ParameterizedTest
    @CsvSource({
        // usage, target, current, proposal: nothing changes within 10 %
        "100, 10, 10, 10",
        "109, 10, 10, 10",
        "111, 10, 10, 12",
        "91, 10, 10, 10",
        "89, 10, 10, 9",
        "5, 10, 1, 1",
        "1000, 10, 10, 100",
        "0, 10, 4, 0"
    })
    void proposesByTheRatioOfUsageToTarget(double usage, double target, int current, int wanted) {
        assertThat(hpa.proposal(usage, target, current)).isEqualTo(wanted);
    }

    @Test
    void goesUpByTheLargerOfDoubleAndFourPerPeriod() {
        assertThat(hpa.sync(0, 1, 50)).isEqualTo(5);
        assertThat(hpa.sync(15, 5, 50)).isEqualTo(10);
        assertThat(hpa.sync(30, 10, 50)).isEqualTo(20);
        assertThat(hpa.sync(40, 20, 50)).as("within the period of the last step").isEqualTo(20);
    }

    @Test
    void goesDownToTheLargestOfTheLastFiveMinutes() {
        assertThat(hpa.sync(0, 10, 10)).isEqualTo(10);
        assertThat(hpa.sync(15, 10, 6)).isEqualTo(10);
        assertThat(hpa.sync(300, 10, 4)).isEqualTo(10);
        assertThat(hpa.sync(301, 10, 4)).isEqualTo(6);
        assertThat(hpa.sync(601, 6, 0)).isEqualTo(4);
    }

    @Test
    void neverGoesToZero() {
        assertThat(hpa.sync(0, 1, 0)).isEqualTo(1);
    }

    @Test
    void withoutToleranceAndWindowItObeys() {
        Hpa obedient = new Hpa(HpaBehavior.OBEDIENT, 0, 100);
        assertThat(obedient.proposal(21, 1, 20)).isEqualTo(21);
        assertThat(obedient.sync(0, 20, 3)).isEqualTo(3);
        assertThat(obedient.sync(15, 3, 60)).isEqualTo(60);
    }
}
