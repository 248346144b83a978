package io.forebay.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MedianTest {

    @Test
    void anEvenNumberHasTheMiddleOfItsMiddleTwo() {
        assertThat(Median.of(4, 1, 3, 2)).isEqualTo(2.5);
    }
}
