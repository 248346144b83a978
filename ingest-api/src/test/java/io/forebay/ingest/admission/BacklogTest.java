package io.forebay.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.ingest.testing.TestingClock;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BacklogTest {

    private static final ModelLane LANE = new ModelLane("m", Lane.BULK);

    private final TestingClock clock = new TestingClock();
    private final Backlog backlog = new Backlog();

    @Test
    void predictsNothingWhileTheRateIsNotKnown() {
        sample(100, 0);

        assertThat(backlog.of(LANE).waiting()).isEqualTo(100);
        assertThat(backlog.of(LANE).predictedWait()).isEmpty();
        assertThat(backlog.unreachable(LANE, Duration.ofMillis(1))).isEmpty();
        assertThat(backlog.unreachable(new ModelLane("other", Lane.BULK), Duration.ZERO)).isEmpty();
    }

    @Test
    void predictsTheWaitFromWhatWasDoneWhileThereWasWork() {
        sample(1000, 0);
        after(Duration.ofSeconds(2), 1000, 100);

        assertThat(backlog.of(LANE).ratePerSecond()).hasValue(50);
        assertThat(backlog.of(LANE).predictedWait()).contains(Duration.ofSeconds(18));
        assertThat(backlog.unreachable(LANE, Duration.ofSeconds(18))).isEmpty();
        assertThat(backlog.unreachable(LANE, Duration.ofSeconds(17)).orElseThrow())
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ProblemCode.DEADLINE_UNREACHABLE);
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                });
    }

    @Test
    void learnsSlowlyAndNotFromIdleTimes() {
        sample(1000, 0);
        after(Duration.ofSeconds(10), 1000, 100);
        after(Duration.ofSeconds(10), 1000, 300);
        assertThat(backlog.of(LANE).ratePerSecond().orElseThrow()).isCloseTo(15, within(1e-9));
        after(Duration.ofSeconds(10), 1000, 1000);

        assertThat(backlog.of(LANE).ratePerSecond().orElseThrow()).isCloseTo(15, within(1e-9));
        assertThat(backlog.of(LANE).predictedWait()).contains(Duration.ZERO);
    }

    @Test
    void saysHowLongTheOldestHasWaited() {
        sample(0, 0);
        assertThat(backlog.oldest(LANE)).isEmpty();
        after(Duration.ofSeconds(5), 10, 0);
        after(Duration.ofSeconds(7), 20, 5);
        assertThat(backlog.oldest(LANE)).contains(Duration.ofSeconds(7));
        after(Duration.ofSeconds(2), 20, 10);
        assertThat(backlog.oldest(LANE)).as("of the second ten").contains(Duration.ofSeconds(2));
        after(Duration.ofSeconds(1), 20, 20);
        assertThat(backlog.oldest(LANE)).isEmpty();
    }

    @Test
    void remembersWaitsOfManyLooksApproximately() {
        sample(0, 0);
        after(Duration.ofSeconds(1), 10, 0);
        for (int look = 0; look < 5000; look++) {
            after(Duration.ofSeconds(1), 10 + look, 5);
        }
        assertThat(backlog.oldest(LANE).orElseThrow().toSeconds()).isBetween(4900L, 5000L);
    }

    @Test
    void forgetsARateThatIsOld() {
        sample(1000, 0);
        after(Duration.ofSeconds(1), 1000, 10);
        after(Duration.ofMinutes(2), 1000, 10);

        assertThat(backlog.of(LANE).ratePerSecond()).isEmpty();
    }

    @Test
    void forgetsLanesThatAreGone() {
        sample(1000, 0);
        backlog.accept(Map.of(), clock.instant());

        assertThat(backlog.of(LANE)).isEqualTo(LaneBacklog.UNKNOWN);
    }

    private void after(Duration step, long ends, long committed) {
        clock.advance(step);
        sample(ends, committed);
    }

    private void sample(long ends, long committed) {
        backlog.accept(Map.of(LANE, new LaneOffsets(ends, committed)), clock.instant());
    }
}
