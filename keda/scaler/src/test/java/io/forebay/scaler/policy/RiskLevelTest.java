package io.forebay.scaler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RiskLevelTest {

    private final RiskLevel risk = new RiskLevel(PolicyConfig.DEFAULT);

    @Test
    void startsAtTheQuantileOfTheCostRatio() {
        assertThat(risk.quantile()).isEqualTo(0.95);
    }

    @Test
    void plansForMoreAfterMissesAndForLessAfterNone() {
        for (int minute = 0; minute < 1_440; minute++) {
            risk.observe(new WaitMeter.Served(10, 0), 60);
        }
        double relaxed = risk.quantile();
        assertThat(relaxed).isLessThan(0.95);
        risk.observe(new WaitMeter.Served(300, 300), 60);
        assertThat(risk.quantile()).isGreaterThan(relaxed);
    }

    @Test
    void staysWithinItsBounds() {
        for (int minute = 0; minute < 100_000; minute++) {
            risk.observe(new WaitMeter.Served(10, minute < 50_000 ? 0 : 10), 60);
            assertThat(risk.costRatio())
                    .isBetween(
                            PolicyConfig.DEFAULT.lowestMissToGpu() * 0.999,
                            PolicyConfig.DEFAULT.highestMissToGpu() * 1.001);
        }
        assertThat(risk.costRatio()).isGreaterThan(50);
    }
}
