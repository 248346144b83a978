package io.forebay.simulation.keda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationTest {

    private final Activation activation = new Activation(30, 300);

    @Test
    void wakesOneWorkerAtAPoll() {
        assertThat(activation.look(0, 0, 0, false)).isZero();
        assertThat(activation.look(15, 0, 0, true)).as("between polls").isZero();
        assertThat(activation.look(30, 0, 0, true)).isEqualTo(1);
    }

    @Test
    void leavesTheRestToTheHpa() {
        assertThat(activation.look(0, 7, 0, true)).isEqualTo(7);
    }

    @Test
    void putsToSleepOnlyAfterTheCooldown() {
        activation.look(0, 3, 0, true);
        assertThat(activation.look(270, 3, 0, false)).isEqualTo(3);
        assertThat(activation.look(300, 3, 0, false)).isZero();
    }
}
