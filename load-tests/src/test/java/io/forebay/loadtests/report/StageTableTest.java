package io.forebay.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.machine.Usage;
import io.forebay.loadtests.phase.LatencySummary;
import io.forebay.loadtests.phase.Tally;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StageTableTest {

    private static final LatencySummary NONE = new LatencySummary(0, 0, 0, 0, 0, 0, 0);

    @Test
    void sharesTheTimeOfAJobOutByWhatThreadsAreThereFor() {
        StageTable table =
                new StageTable(
                        List.of(
                                phase(
                                        600,
                                        process(
                                                "forebay",
                                                0.9,
                                                Map.of(
                                                        "ForkJoinPool-1-", 0.2,
                                                        "data-plane-kafk", 0.3,
                                                        "kafka-1-raft-io", 0.1,
                                                        "kafka-producer-", 0.1,
                                                        "forebay-onnx-wa", 0.1)),
                                        process("forebay/redis-server", 0.05, Map.of("io", 0.05))),
                                phase(400, process("forebay/java", 0.05, Map.of()))));

        assertThat(table.microsPerJob())
                .hasSize(7)
                .containsEntry("broker", 400.0)
                .containsEntry("HTTP: requests, waits, reads", 200.0)
                .containsEntry("producers' network threads, of all services", 100.0)
                .containsEntry("worker: batches, decoding, publishing", 100.0)
                .containsEntry("Redis", 50.0)
                .containsEntry("device process: runs", 50.0);
        assertThat(table.microsPerJob().get("threads that ended"))
                .isCloseTo(100.0, Offset.offset(1e-6));
        assertThat(table.lines()).hasSize(9);
        assertThat(table.lines().get(2)).contains("broker").contains("400").endsWith("40 %");
        assertThat(table.lines().getLast()).startsWith("all").contains("1,000");
    }

    @Test
    void saysNothingOfAnUnknownInstance() {
        assertThat(new StageTable(List.of(phase(10))).lines()).isEmpty();
    }

    private static Usage.Consumption process(
            String name, double seconds, Map<String, Double> threads) {
        return new Usage.Consumption(name, 1, seconds, 1, threads);
    }

    private static PhaseReport phase(int right, Usage.Consumption... processes) {
        return new PhaseReport(
                PhaseReport.Kind.CLOSED,
                1,
                0,
                1,
                right,
                NONE,
                NONE,
                0,
                new Tally(right, 0, 0, 0, 0, Map.of(), Map.of(), Map.of()),
                Cost.of(new Usage(0, 0, List.of(processes)), right));
    }
}
