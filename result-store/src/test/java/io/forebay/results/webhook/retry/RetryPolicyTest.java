package io.forebay.results.webhook.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(RetryConfig.DEFAULT, new Random(3));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void anySuccessIsADelivery(int status) {
        assertThat(policy.after(answered(status), 1)).isEqualTo(new Next.Done());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 404, 429, 500, 502, 503, 504})
    void everythingElseIsTriedAgain(int status) {
        assertThat(policy.after(answered(status), 1)).isInstanceOf(Next.Again.class);
    }

    @Test
    void theScheduleIsTheStandardsWithJitterOnTop() {
        List<Long> seconds =
                List.of(5L, 300L, 1800L, 7200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L);
        for (int made = 1; made <= seconds.size(); made++) {
            Duration wait = ((Next.Again) policy.after(failed(), made)).in();
            Duration planned = Duration.ofSeconds(seconds.get(made - 1));
            assertThat(wait).isBetween(planned, planned.multipliedBy(12).dividedBy(10));
        }
        assertThat(policy.after(failed(), 10)).isEqualTo(new Next.GiveUp("no"));
    }

    @Test
    void theReceiverMayAskForMoreTimeButNotForEver() {
        Result busy = new Result.Answered(503, Duration.ofMinutes(1));
        Result never = new Result.Answered(429, Duration.ofDays(400));

        assertThat(((Next.Again) policy.after(busy, 1)).in()).isEqualTo(Duration.ofMinutes(1));
        assertThat(((Next.Again) policy.after(busy, 4)).in()).isGreaterThan(Duration.ofHours(2));
        assertThat(((Next.Again) policy.after(never, 1)).in()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void goneIsTheEnd() {
        assertThat(policy.after(answered(410), 1)).isInstanceOf(Next.Gone.class);
    }

    private static Result answered(int status) {
        return new Result.Answered(status, null);
    }

    private static Result failed() {
        return new Result.Failed("no");
    }
}
