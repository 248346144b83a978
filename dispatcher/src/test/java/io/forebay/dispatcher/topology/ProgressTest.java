package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchOpened;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is processed is said to be waiting for a commit, or readers would wait for a timer. */
final class ProgressTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void submissionsCompletionsAndCancellationsWaitForACommit() {
        var job = bench.submit("a");
        assertThat(bench.awaitingCommit).hasSize(1);

        bench.complete(bench.workers.landed(bench.onlyWork()));
        assertThat(bench.awaitingCommit).hasSize(2);

        bench.cancel(job);
        assertThat(bench.awaitingCommit).hasSize(3);
    }

    @Test
    void eventsOfBatchesWaitForACommit() {
        BatchId batch =
                new JobIdMint(new byte[32], bench.clock, new Random(9), Duration.ofDays(1))
                        .mintBatch(Jobs.TENANT);
        bench.send(
                BatchEvent.newBuilder()
                        .setBatchId(batch.text())
                        .setTenant(Jobs.TENANT)
                        .setOpened(BatchOpened.newBuilder().setIdleMs(30_000))
                        .build());
        assertThat(bench.awaitingCommit).hasSize(1);
    }
}
