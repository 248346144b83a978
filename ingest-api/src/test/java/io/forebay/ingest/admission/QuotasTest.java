package io.forebay.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.http.DataSize;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.testing.TestingClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuotasTest {

    private final TestingClock clock = new TestingClock();
    private final Quotas quotas =
            new Quotas(
                    new AdmissionConfig(
                            2.0,
                            3,
                            new TenantLimits(new DataSize(1000), 10, 4, 6),
                            Map.of(
                                    "rich",
                                    new Quota(100, 100, new TenantLimits(null, 1000, null, null))),
                            Duration.ofSeconds(1)),
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

    @Test
    void refusesWhoeverSentMoreBytesThanItMay() {
        quotas.spendBytes("a", 1000);
        assertThat(quotas.admit("a")).isEmpty();
        quotas.spendBytes("a", 3000);

        var refusal = quotas.admit("a").orElseThrow();
        assertThat(refusal.limit()).isEqualTo(new LimitSeen("submit_bytes", 1000, 4000));
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(quotas.admitUpload("a")).isPresent();
        assertThat(quotas.admit("rich")).isEmpty();
        clock.advance(Duration.ofSeconds(3));
        assertThat(quotas.admit("a")).isEmpty();
    }

    @Test
    void slowsAnUploadAndRefusesTheNext() {
        assertThat(quotas.spendLines("a", 10, 1)).isEqualTo(Duration.ZERO);
        assertThat(quotas.spendLines("a", 20, 1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(quotas.spendLines("rich", 20, 1)).isEqualTo(Duration.ZERO);

        var refusal = quotas.admitUpload("a").orElseThrow();
        assertThat(refusal.limit()).isEqualTo(new LimitSeen("batch_lines", 10, 30));
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        assertThat(quotas.admitUpload("a")).isEmpty();
    }

    @Test
    void whatATenantsQuotaDoesNotSayIsAsForEveryTenant() {
        assertThat(quotas.streams("a")).isEqualTo(4);
        assertThat(quotas.streams("rich")).isEqualTo(4);
        assertThat(quotas.openJobs("rich")).isEqualTo(6);
        assertThat(quotas.quota("rich").limits())
                .isEqualTo(new TenantLimits(new DataSize(1000), 1000, 4, 6));
    }

    private int admitted(String tenant, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += quotas.admit(tenant).isEmpty() ? 1 : 0;
        }
        return admitted;
    }
}
