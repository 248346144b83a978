package io.forebay.loadtests.peers.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountsTest {

    @Test
    void anOpenLoopEndsWithItsTimeOrItsJobsWhicheverComesFirst() {
        Amounts amounts = new Amounts(2_000, 1, 1, 1, Duration.ofSeconds(30));

        assertThat(amounts.openLoop(50)).isEqualTo(Duration.ofSeconds(30));
        assertThat(amounts.openLoop(500)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void whatCannotBeRunIsNamedAsOnTheCommandLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Amounts(1, 1, 0, 1, Duration.ofSeconds(1)))
                .withMessage("burst-jobs must be at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Amounts(1, 1, 1, 1, Duration.ZERO))
                .withMessageStartingWith("duration must be above 0");
    }
}
