package io.forebay.loadtests.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.loadtests.job.Outcome;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final Burst BURST = new Burst(10, 15);

    @Test
    void isWhenTheJobsThatAreDueAreQuickAgain() {
        // Behind the burst those due in the next seven seconds wait, each second less.
        Seconds seconds = run(second -> second < 10 ? 10 : Math.max(15, 400 - 50 * (second - 14)));

        Recovery recovery = Recovery.of(seconds, BURST);

        assertThat(recovery.beforeMs()).isCloseTo(10, within(0.5));
        assertThat(recovery.seconds()).hasValue(7);
    }

    @Test
    void isAtOnceWhereNothingWasToBeSeen() {
        assertThat(Recovery.of(run(_ -> 10), BURST).seconds()).hasValue(0);
    }

    @Test
    void isNotWhileJobsAreRefused() {
        Seconds seconds = run(_ -> 10);
        seconds.ended(17 * SECOND, MILLI, new Outcome.Refused(503, ""));

        assertThat(Recovery.of(seconds, BURST).seconds()).hasValue(18 - 15);
    }

    @Test
    void isNotAtAllWhenItStaysSlow() {
        assertThat(Recovery.of(run(second -> second < 10 ? 10 : 25), BURST).seconds()).isEmpty();
    }

    @Test
    void aJobCountsWhenItWasDueAndEndsWhenItEnded() {
        Seconds seconds = new Seconds(10);
        seconds.ended(2 * SECOND, 3 * SECOND, new Outcome.Right("j", ""));

        assertThat(seconds.due(2)).isOne();
        assertThat(seconds.ended(5)).isOne();
        assertThat(seconds.ended(2)).isZero();
        assertThat(seconds.percentile(99, 2, 3)).isCloseTo(3_000, within(50.0));
        assertThat(seconds.percentile(99, 3, 10)).isZero();
    }

    private static Seconds run(IntToLongFunction millis) {
        Seconds seconds = new Seconds(40);
        for (int second = 0; second < 40; second++) {
            for (int job = 0; job < 50; job++) {
                seconds.ended(
                        second * SECOND + job * 20L * MILLI,
                        millis.applyAsLong(second) * MILLI,
                        new Outcome.Right("j" + second + "-" + job, ""));
            }
        }
        return seconds;
    }
}
