package io.forebay.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SloDemandTest {

    @Test
    void aLastingRateIsTheDemand() {
        double[] steady = {60, 60, 60, 60, 60, 60, 60, 60};
        assertThat(new SloDemand(30).of(steady, 0, 8)).isEqualTo(1, within(1e-9));
    }

    @Test
    void aShortBurstMaySpendTheSlack() {
        double[] burst = {0, 0, 90, 0, 0, 0, 0, 0};
        assertThat(new SloDemand(30).of(burst, 0, 8)).isEqualTo(1, within(1e-9));
        assertThat(new SloDemand(0).of(burst, 0, 8)).isEqualTo(1.5, within(1e-9));
    }
}
