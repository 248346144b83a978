package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.Submission;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IdempotencyTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void ignoresASecondSubmissionOfAnOpenJob() {
        Submission job = bench.submit("cat");
        bench.submit(job);
        assertThat(bench.work()).hasSize(1);
        bench.cancel(job);

        assertThat(bench.states()).hasSize(1);
        assertThat(bench.withdrawals()).hasSize(1);
        assertThat(bench.count("submissions", "duplicate")).isEqualTo(1);
    }

    @Test
    void ignoresASecondSubmissionOfAnIdempotentJobThatHasEnded() {
        Submission job = idempotent();
        bench.complete(bench.workers.landed(bench.onlyWork()));
        bench.states();
        bench.submit(job);

        assertThat(bench.states()).isEmpty();
        assertThat(bench.work()).isEmpty();
        assertThat(bench.count("submissions", "duplicate")).isEqualTo(1);
    }

    @Test
    void doesNotExpireAJobThatHasEndedWhenItIsSubmittedAgainLate() {
        Submission job = idempotent();
        bench.complete(bench.workers.landed(bench.onlyWork()));
        bench.states();
        bench.advance(Duration.ofMinutes(10));
        bench.submit(job);

        assertThat(bench.states()).isEmpty();
    }

    @Test
    void remembersAnIdempotentJobThatWasAnsweredFromTheCache() {
        bench.submit("cat");
        bench.complete(bench.workers.landed(bench.onlyWork()));
        Submission job = idempotent();
        bench.states();
        bench.submit(job);

        assertThat(bench.states()).isEmpty();
    }

    @Test
    void remembersAnIdempotentJobAsLongAsItCanBeRead() {
        idempotent();
        bench.complete(bench.workers.landed(bench.onlyWork()));
        bench.advance(Duration.ofHours(23));
        assertThat(bench.stored("ended")).isEqualTo(1);
        bench.advance(Duration.ofHours(2));
        assertThat(bench.stored("ended")).isZero();
    }

    @Test
    void doesNotRememberOtherJobs() {
        bench.submit("cat");
        bench.complete(bench.workers.landed(bench.onlyWork()));

        assertThat(bench.stored("ended")).isZero();
    }

    private Submission idempotent() {
        return bench.submit(bench.jobs.about("cat", job -> job.setIdempotent(true)));
    }
}
