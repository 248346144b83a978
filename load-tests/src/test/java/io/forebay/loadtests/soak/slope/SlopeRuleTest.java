package io.forebay.loadtests.soak.slope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.loadtests.random.SeededBits;
import io.forebay.loadtests.soak.slope.Trend.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SlopeRuleTest {

    private static final long MINUTE = 60_000;
    private static final double MIB = 1 << 20;
    private static final SlopeRule RULE =
            new SlopeRule(Duration.ofMinutes(10), Duration.ofMinutes(3), 0.5);

    @Test
    void whatFluctuatesIsFlat() {
        Trend trend = judge(life(0, 60, minute -> 200 + noise(minute, 4)));

        assertThat(trend.outcome()).isEqualTo(Outcome.FLAT);
        assertThat(trend.median()).isCloseTo(200 * MIB, within(2 * MIB));
        assertThat(trend.lowPerHour()).isNegative();
        assertThat(trend.highPerHour()).isPositive();
    }

    @Test
    void aLeakGrowsAndItsSlopeIsFound() {
        // 10 MiB an hour is 240 a day: more than half of 200.
        Trend trend = judge(life(0, 60, minute -> 200 + minute / 6.0 + noise(minute, 2)));

        assertThat(trend.outcome()).isEqualTo(Outcome.GROWS);
        assertThat(trend.perHour()).isCloseTo(10 * MIB, within(2 * MIB));
        assertThat(trend.limitPerDay()).isCloseTo(102.5 * MIB, within(3 * MIB));
        assertThat(trend.lowPerHour()).isPositive().isLessThan(trend.perHour());
        assertThat(trend.highPerHour()).isGreaterThan(trend.perHour());
    }

    @Test
    void aLeakIsFoundInLivesThatEachBeginAnew() {
        List<Life> lives = new ArrayList<>();
        for (int begin = 0; begin < 60; begin += 12) {
            int born = begin;
            lives.add(life(begin, 12, minute -> 200 + (minute - born) + noise(minute, 1)));
        }

        assertThat(judge(lives).outcome()).isEqualTo(Outcome.GROWS);
        assertThat(judge(lives).lives()).isEqualTo(5);
    }

    @Test
    void aLifeOnAnotherLevelIsNoGrowth() {
        assertThat(
                        judge(
                                        life(0, 30, minute -> 100 + noise(minute, 1)),
                                        life(30, 30, minute -> 300 + noise(minute, 1)))
                                .outcome())
                .isEqualTo(Outcome.FLAT);
    }

    @Test
    void whatGrowsWhileItWarmsUpAndSettlesDoesNotCount() {
        LongToDoubleFunction warming = minute -> minute < 10 ? 20 * minute : 200 + noise(minute, 1);
        LongToDoubleFunction settling = minute -> minute < 33 ? minute * 9 : 300;

        assertThat(judge(life(0, 60, warming)).outcome()).isEqualTo(Outcome.FLAT);
        assertThat(judge(life(30, 30, settling)).outcome()).isEqualTo(Outcome.FLAT);
        assertThat(
                        new SlopeRule(Duration.ZERO, Duration.ZERO, 0.5)
                                .judge(memory(life(0, 20, minute -> 20 * minute)))
                                .outcome())
                .isEqualTo(Outcome.GROWS);
    }

    @Test
    void aCacheThatFillsIsFlatAndALeakBesideItIsNot() {
        LongToDoubleFunction filling =
                minute -> 200 - 100 * Math.exp(-minute / 8.0) + noise(minute, 1);

        Trend trend = judge(life(0, 60, filling));
        assertThat(trend.perHour()).isGreaterThan(trend.limitPerHour());
        assertThat(trend.lowPerHour()).isPositive();
        assertThat(trend.outcome()).isEqualTo(Outcome.FLAT);
        assertThat(
                        judge(life(0, 60, minute -> filling.applyAsDouble(minute) + minute / 4.0))
                                .outcome())
                .isEqualTo(Outcome.GROWS);
    }

    @Test
    void whatIsCompactedEveryFewMinutesIsFlat() {
        assertThat(judge(life(0, 60, minute -> 100 + minute % 7 * 30)).outcome())
                .isEqualTo(Outcome.FLAT);
    }

    @Test
    void whatFallsAndWhatGrowsByLessThanTheLimitIsFlat() {
        assertThat(judge(life(0, 60, minute -> 300 - minute)).outcome()).isEqualTo(Outcome.FLAT);
        // 3 MiB an hour, 72 a day of 200.
        assertThat(judge(life(0, 60, minute -> 200 + minute / 20.0)).outcome())
                .isEqualTo(Outcome.FLAT);
    }

    @Test
    void whatIsSmallMayGrowByATrifle() {
        // 2 MiB an hour: far more than half of itself in a day, but less than 64 MiB.
        assertThat(judge(life(0, 60, minute -> 1 + minute / 30.0)).outcome())
                .isEqualTo(Outcome.FLAT);
    }

    @Test
    void aSlopeThatMayBeChanceIsFlatAndWhatItMayHideIsSaid() {
        Trend trend = judge(life(0, 24, minute -> 200 + noise(minute, 90)));

        assertThat(trend.perHour()).isGreaterThan(trend.limitPerHour());
        assertThat(trend.lowPerHour()).isNegative();
        assertThat(trend.outcome()).isEqualTo(Outcome.FLAT);
        assertThat(trend.highPerDay()).isGreaterThan(10 * trend.limitPerDay());
    }

    @Test
    void aFewPointsOrMinutesSayNothing() {
        assertThat(judge(life(0, 18, minute -> 100.0 * minute)).outcome())
                .isEqualTo(Outcome.TOO_SHORT);
        assertThat(
                        new SlopeRule(Duration.ZERO, Duration.ZERO, 0.5)
                                .judge(memory(life(0, 9, minute -> 100.0 * minute)))
                                .outcome())
                .isEqualTo(Outcome.TOO_SHORT);
    }

    @Test
    void whatIsNotJudgedIsShownWithItsSlope() {
        Trend trend =
                RULE.judge(
                        new Series(
                                new Subject(Measure.LOGS, ""),
                                List.of(life(0, 60, minute -> 10.0 * minute))));

        assertThat(trend.outcome()).isEqualTo(Outcome.SHOWN);
        assertThat(trend.perHour()).isCloseTo(600 * MIB, within(MIB));
    }

    @Test
    void aDayOfSamplesEveryFewSecondsIsJudgedInASecond() {
        List<Point> points =
                LongStream.range(0, 24 * 60 * 12)
                        .mapToObj(number -> new Point(number * 5_000, 200 * MIB + number))
                        .toList();

        assertThat(RULE.judge(memory(new Life("all", points))).points()).isLessThan(320);
    }

    private static Trend judge(Life... lives) {
        return judge(List.of(lives));
    }

    private static Trend judge(List<Life> lives) {
        return RULE.judge(memory(lives.toArray(Life[]::new)));
    }

    private static Series memory(Life... lives) {
        return new Series(new Subject(Measure.RSS, "worker"), List.of(lives));
    }

    /** A point a minute, in MiB. */
    private static Life life(long bornMinute, int minutes, LongToDoubleFunction value) {
        return new Life(
                "born " + bornMinute,
                LongStream.range(bornMinute, bornMinute + minutes)
                        .mapToObj(minute ->
                                new Point(minute * MINUTE, value.applyAsDouble(minute) * MIB))
                        .toList());
    }

    private static double noise(long seed, double most) {
        return most * (new SeededBits(SeededBits.mix(seed)).nextDouble() - 0.5);
    }
}
