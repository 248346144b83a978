package io.forebay.loadtests.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.forebay.loadtests.phase.Arrivals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapesTest {

    private static final Duration LENGTH = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void oneSeedIsOnePlanAndAnotherIsAnother() {
        assertThat(offsets(step(7))).isEqualTo(offsets(step(7))).isNotEqualTo(offsets(step(8)));
    }

    @Test
    void aStepHasItsRatesBeforeInAndBehindIt() {
        Arrivals step = step(7);

        assertThat(rate(step, 0, 20)).isCloseTo(300, within(30.0));
        assertThat(rate(step, 20, 40)).isCloseTo(800, within(50.0));
        assertThat(rate(step, 40, 60)).isCloseTo(300, within(30.0));
    }

    @Test
    void aSpikeIsTwiceWhatIsSustainable() {
        Arrivals spike = first("spike");

        assertThat(rate(spike, 20, 25)).isCloseTo(2_000, within(120.0));
        assertThat(rate(spike, 25, 60)).isCloseTo(300, within(30.0));
    }

    @Test
    void aHerdIsOneInputAtOneMoment() {
        Part herd = shape("herd").parts().get(1);

        assertThat(herd.hot()).isTrue();
        assertThat(herd.arrivals().count()).isEqualTo(2_000);
        assertThat(herd.arrivals().offsetNanos(0))
                .isEqualTo(herd.arrivals().offsetNanos(1_999))
                .isEqualTo(20_000_000_000L);
    }

    @Test
    void theRampIsAboveWhatIsSustainableInItsBurst() {
        Shape ramp = shape("ramp");
        Burst burst = ramp.burst();

        assertThat(burst).isNotNull();
        assertThat(rate(first("ramp"), 0, 5)).isLessThan(250);
        assertThat(rate(first("ramp"), burst.from(), burst.to())).isGreaterThan(1_000);
        assertThat(rate(first("ramp"), burst.to() + 1, 60)).isLessThan(1_000);
    }

    @Test
    void aTraceOfRequestsIsCompressedAndKeepsItsShape() throws IOException {
        // 100 s: nothing in the first half, then two a second.
        Path file =
                Files.writeString(
                        folder.resolve("requests.csv"),
                        IntStream.range(0, 100)
                                .mapToObj(number -> (50 + number / 2.0) + ",1,2")
                                .collect(Collectors.joining("\n", "t_seconds,a,b\n", "\n")));
        Arrivals arrivals = new Trace(file).shape(100, LENGTH, 7).parts().getFirst().arrivals();

        assertThat(arrivals.count()).isEqualTo(6_000);
        assertThat(rate(arrivals, 0, 29)).isZero();
        assertThat(rate(arrivals, 31, 60)).isCloseTo(200, within(20.0));
    }

    @Test
    void ofATraceOfMinutesTheBusiestDayIsTaken() throws IOException {
        double[] minutes = new double[3 * 1_440];
        minutes[1_440 + 720] = 1_000;
        minutes[10] = 1;
        assertThat(Trace.busiestDay(minutes)[720]).isEqualTo(1_000);

        Path file =
                Files.writeString(
                        folder.resolve("minutes.csv"),
                        IntStream.range(0, minutes.length)
                                .mapToObj(minute -> minute + "," + (int) minutes[minute] + ",0")
                                .collect(Collectors.joining("\n", "minute,f0,f1\n", "\n")));
        Arrivals arrivals = new Trace(file).shape(100, LENGTH, 7).parts().getFirst().arrivals();
        assertThat(rate(arrivals, 30, 31)).isEqualTo(6_000);
    }

    @Test
    void whatIsNoTraceIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n");

        assertThatThrownBy(() -> new Trace(file).shape(1, LENGTH, 7))
                .hasMessageContaining("expected columns t_seconds or minute");
    }

    private static Arrivals step(long seed) {
        return new Shapes(1_000, LENGTH, seed).all().getFirst().parts().getFirst().arrivals();
    }

    private static Shape shape(String name) {
        return new Shapes(1_000, LENGTH, 7)
                .all().stream()
                        .filter(shape -> shape.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static Arrivals first(String name) {
        return shape(name).parts().getFirst().arrivals();
    }

    private static double rate(Arrivals arrivals, int from, int to) {
        return IntStream.range(0, arrivals.count())
                        .filter(job -> arrivals.offsetNanos(job) >= from * 1_000_000_000L)
                        .filter(job -> arrivals.offsetNanos(job) < to * 1_000_000_000L)
                        .count()
                / (double) (to - from);
    }

    private static long[] offsets(Arrivals arrivals) {
        return IntStream.range(0, arrivals.count()).mapToLong(arrivals::offsetNanos).toArray();
    }
}
