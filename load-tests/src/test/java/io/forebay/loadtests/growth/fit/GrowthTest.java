package io.forebay.loadtests.growth.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.loadtests.growth.point.Axis;
import io.forebay.loadtests.growth.point.AxisResult;
import io.forebay.loadtests.growth.point.Figure;
import io.forebay.loadtests.growth.point.Point;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final String COST = "ms a job";
    private static final long[] SIZES = {1, 10, 100, 1_000};

    @Test
    void aCostThatStaysLevelDoesNotGrow() {
        Growth growth = of(SIZES, 2, 2, 2, 2);

        assertThat(growth.exponent()).isCloseTo(0, within(1e-9));
        assertThat(growth.verdict()).isEqualTo(Verdict.NOT_FASTER);
    }

    @Test
    void workThatIsSquaredHasAnExponentOfOne() {
        Growth growth = of(SIZES, 0.5, 5, 50, 500);

        assertThat(growth.exponent()).isCloseTo(1, within(1e-9));
        assertThat(growth.exponentAtTheEnd()).isCloseTo(1, within(1e-9));
        assertThat(growth.percentPerTenfold()).isCloseTo(900, within(1e-6));
        assertThat(growth.verdict()).isEqualTo(Verdict.FASTER);
    }

    @Test
    void aQuarterPerTenfoldIsTheMost() {
        assertThat(of(SIZES, 1, 1.24, 1.24 * 1.24, 1.24 * 1.24 * 1.24).verdict())
                .isEqualTo(Verdict.NOT_FASTER);
        assertThat(of(SIZES, 1, 1.26, 1.26 * 1.26, 1.26 * 1.26 * 1.26).verdict())
                .isEqualTo(Verdict.FASTER);
    }

    @Test
    void aRiseBehindFixedCostsThatFallAwayIsSeen() {
        Growth growth = of(SIZES, 100, 10, 1, 3);

        assertThat(growth.exponent()).isNegative();
        assertThat(growth.from()).isEqualTo(100);
        assertThat(growth.exponentAtTheEnd()).isCloseTo(Math.log10(3), within(1e-9));
        assertThat(growth.verdict()).isEqualTo(Verdict.FASTER);
    }

    @Test
    void aCostThatOnlyFallsIsToldFromItsLastTenfold() {
        Growth growth = of(SIZES, 100, 10, 1, 0.1);

        assertThat(growth.from()).isEqualTo(100);
        assertThat(growth.exponentAtTheEnd()).isCloseTo(-1, within(1e-9));
        assertThat(growth.verdict()).isEqualTo(Verdict.NOT_FASTER);
    }

    @Test
    void aRiseWithinLessThanTenfoldIsToldWithWhatIsBeforeIt() {
        Growth growth = of(new long[] {1, 10, 50}, 2, 1, 1.1);

        assertThat(growth.from()).isEqualTo(1);
        assertThat(growth.verdict()).isEqualTo(Verdict.NOT_FASTER);
    }

    @Test
    void noneCountsAsOne() {
        Growth growth = of(new long[] {0, 1_000}, 1, 1_000);

        assertThat(growth.exponent()).isCloseTo(1, within(1e-9));
        assertThat(growth.from()).isZero();
    }

    @Test
    void fewerThanTenfoldTellNothing() {
        assertThat(of(new long[] {1, 4}, 1, 100).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(of(new long[] {7}, 1).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aPointWithWrongAnswersDoesNotCount() {
        AxisResult result =
                new AxisResult(
                        Axis.PARTITIONS,
                        List.of(
                                point(1, 1, Map.of(), false),
                                point(10, 900, Map.of("the output is not the input", 1), false),
                                point(100, 1, Map.of(), false)));

        assertThat(Growth.of(result, COST).verdict()).isEqualTo(Verdict.NOT_FASTER);
    }

    @Test
    void aVerdictOverADisturbedPointSaysSo() {
        AxisResult result =
                new AxisResult(
                        Axis.PARTITIONS,
                        List.of(point(1, 1, Map.of(), false), point(10, 2, Map.of(), true)));

        assertThat(Growth.of(result, COST).disturbed()).isTrue();
        assertThat(of(SIZES, 1, 1, 1, 1).disturbed()).isFalse();
    }

    private static Growth of(long[] sizes, double... costs) {
        return Growth.of(
                new AxisResult(
                        Axis.PARTITIONS,
                        IntStream.range(0, sizes.length)
                                .mapToObj(i -> point(sizes[i], costs[i], Map.of(), false))
                                .toList()),
                COST);
    }

    private static Point point(
            long size, double cost, Map<String, Integer> problems, boolean disturbed) {
        return new Point(size, List.of(Figure.cost(COST, cost)), 1, problems, 0, disturbed);
    }
}
