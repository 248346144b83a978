package io.forebay.dispatcher.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.FlightPolicy;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for every policy, however often something failed and however long somebody waits. */
final class BackoffPropertiesTest {

    @RepeatedTest(500)
    void noDelayIsLongerThanItsPolicyOrThanAnybodyWaits(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        FlightPolicy policy = policy(random);
        long most =
                policy.getMaxBackoffMs() == 0 ? policy.getBackoffMs() : policy.getMaxBackoffMs();
        long remaining = random.nextBoolean() ? magnitude(random) : -magnitude(random);
        int failures = 1 + (int) Math.min(magnitude(random), Integer.MAX_VALUE - 1);

        long delay = new Backoff(random).delay(failures, policy, remaining);

        assertThat(delay).isBetween(0L, Math.min(most, Math.max(0, remaining)));
    }

    @RepeatedTest(500)
    void theLongestDelayNeverShrinksWithFailuresAndAtMostDoubles(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        FlightPolicy policy = policy(random);
        Backoff longest = new Backoff(new Longest());
        long before = longest.delay(1, policy, Long.MAX_VALUE);
        for (int failures = 2; failures < 80; failures++) {
            long delay = longest.delay(failures, policy, Long.MAX_VALUE);
            assertThat(delay).as("after %d", failures).isBetween(before, 2 * before);
            before = delay;
        }
    }

    private static FlightPolicy policy(Random random) {
        long backoff = Math.min(magnitude(random), Integer.MAX_VALUE);
        return FlightPolicy.newBuilder()
                .setBackoffMs(backoff)
                .setMaxBackoffMs(
                        random.nextBoolean()
                                ? 0
                                : Math.min(backoff + magnitude(random), Integer.MAX_VALUE))
                .build();
    }

    /** Small and large numbers alike. */
    private static long magnitude(Random random) {
        return random.nextLong(1L << (1 + random.nextInt(40)));
    }

    /** Draws the upper end of every range. */
    private static final class Longest implements RandomGenerator {

        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
