package io.forebay.scaler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitMeterTest {

    private final WaitMeter waits = new WaitMeter();

    @Test
    void countsWhatCompletedLaterThanItMay() {
        waits.observe(new Observation(0, 0, 0, 1, 1), 60);
        waits.observe(new Observation(30, 100, 0, 1, 1), 60);
        assertThat(waits.observe(new Observation(60, 100, 40, 1, 1), 60))
                .isEqualTo(new WaitMeter.Served(40, 0));
        assertThat(waits.observe(new Observation(120, 130, 110, 1, 1), 60))
                .isEqualTo(new WaitMeter.Served(70, 60));
    }
}
