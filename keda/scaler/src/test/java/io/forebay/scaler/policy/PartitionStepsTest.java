package io.forebay.scaler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionStepsTest {

    @ParameterizedTest
    @CsvSource({
        "12, 0, 0",
        "12, 0.1, 1",
        "12, 1, 1",
        "12, 2.5, 3",
        "12, 4.1, 6",
        "12, 5, 6",
        "12, 6.5, 12",
        "12, 40, 12",
        "24, 8.5, 12",
        "24, 12.1, 24",
        "48, 17, 24"
    })
    void asksOnlyForCountsThatServeMore(int partitions, double need, int workers) {
        assertThat(new PartitionSteps(partitions).atLeast(need)).isEqualTo(workers);
    }
}
