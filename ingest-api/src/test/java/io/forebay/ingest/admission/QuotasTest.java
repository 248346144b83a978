package io.forebay.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.testing.TestingClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuotasTest {

    private final TestingClock clock = new TestingClock();
    private final Quotas quotas =
            new Quotas(
                    new AdmissionConfig(
                            2.0, 3, Map.of("rich", new Quota(100, 100)), Duration.ofSeconds(1)),
                    clock);

    @Test
    void admitsABurstThenTheRate() {
        assertThat(admitted("a", 10)).isEqualTo(3);
        assertThat(quotas.admit("a").orElseThrow().retryAfter()).isEqualTo(Duration.ofMillis(500));
        clock.advance(Duration.ofMillis(499));
        assertThat(admitted("a", 10)).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(admitted("a", 10)).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(admitted("a", 10)).isEqualTo(3);
    }

    @Test
    void countsEveryTenantForItself() {
        assertThat(admitted("a", 10)).isEqualTo(3);
        assertThat(admitted("b", 10)).isEqualTo(3);
        assertThat(admitted("rich", 200)).isEqualTo(100);
    }

    @Test
    void doesNotGainFromAClockThatGoesBack() {
        assertThat(admitted("a", 10)).isEqualTo(3);
        clock.advance(Duration.ofHours(-1));
        assertThat(admitted("a", 10)).isZero();
    }

    private int admitted(String tenant, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += quotas.admit(tenant).isEmpty() ? 1 : 0;
        }
        return admitted;
    }
}
