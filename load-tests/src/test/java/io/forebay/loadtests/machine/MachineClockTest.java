package io.forebay.loadtests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineClockTest {

    private static final List<String> STAT =
            List.of(
                    "cpu  1000 200 300 9000 50 7 8 40 0 0",
                    "cpu0 500 100 150 4500 25 3 4 20 0 0",
                    "cpu1 500 100 150 4500 25 4 4 20 0 0",
                    "intr 12 0 0",
                    "ctxt 3");

    @Test
    void readsTheProcessorsAndWhatTheyDid() {
        assertThat(MachineClock.parse(STAT)).isEqualTo(new MachineClock(2, 15, 0.4));
    }

    @Test
    void whatIsNeitherOursNorIdleIsForeign() {
        MachineClock before = new MachineClock(2, 100, 1);
        MachineClock after = new MachineClock(2, 118, 2);

        // 18 s busy, 15 of them ours, and one stolen, of 2 processors for 10 s.
        assertThat(after.foreignShareSince(before, 15, 10)).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void roundedTicksOfOursAreNotNegativeWorkOfOthers() {
        MachineClock before = new MachineClock(2, 100, 1);
        MachineClock after = new MachineClock(2, 110, 1);

        assertThat(after.foreignShareSince(before, 10.02, 10)).isZero();
    }
}
