package io.forebay.loadtests.peers.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhasesTest {

    @Test
    void aStepHasTheSameInputsForASystemWhoseEarlierStepWasRepeated() {
        Phases quiet = new Phases();
        Phases disturbed = new Phases();

        int first = quiet.next("saturation");
        assertThat(disturbed.next("saturation")).isEqualTo(first);
        int repeated = disturbed.next("saturation");
        int second = quiet.next("burst");

        assertThat(disturbed.next("burst")).isEqualTo(second);
        assertThat(repeated).isNotIn(first, second);
        assertThat(second).isNotEqualTo(first);
    }
}
