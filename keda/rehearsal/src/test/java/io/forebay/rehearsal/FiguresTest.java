package io.forebay.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void theLagThresholdIsTheLeastThatDoesNotOscillate() {
        var metadata = new Figures(8, 6, 480, 300).metadata();
        assertThat(metadata.get("kafka")).containsEntry("lagThreshold", "218"); // e * 480 / 6
        assertThat(metadata.get("external-push"))
                .containsEntry("maxReplicas", "8")
                .containsEntry("serviceSeconds", "6.000")
                .containsEntry("waitSloSeconds", "300.000");
    }
}
