package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.Answered;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CacheTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void answersALateRepeatWithoutWork() {
        Submission first = land("cat");
        bench.advance(Duration.ofSeconds(20));
        Submission late = bench.submit("cat");

        assertThat(bench.work()).isEmpty();
        JobState state = bench.onlyState();
        assertThat(state.getJobId()).isEqualTo(late.getJobId());
        assertThat(state.getState()).isEqualTo(State.SUCCEEDED);
        assertThat(state.getOutput()).isEqualTo(Workers.payload("output of input cat"));
        assertThat(state.getExecution().getBatchSize()).isEqualTo(8);
        assertThat(state.getCache().getStatus()).isEqualTo(CacheStatus.HIT);
        assertThat(state.getCache().getAgeMs()).isEqualTo(20_000);
        assertThat(state.getCache().getComputedBy()).isEqualTo(first.getJobId());
        assertThat(state.getCacheUntil()).isZero();
        assertThat(bench.stored("waiters")).isZero();
    }

    @Test
    void recordsWhatTheClientWasShownWhateverIsCachedByNow() {
        long shown = bench.clock.millis();
        Answered answered =
                Answered.newBuilder()
                        .setOutput(Workers.payload("what the client saw"))
                        .setLandedAt(shown - 3_000)
                        .setComputedBy("job_earlier")
                        .build();
        bench.advance(Duration.ofHours(2));
        Submission late =
                bench.submit(
                        bench.jobs.about(
                                "cat",
                                job ->
                                        job.setAnswered(answered)
                                                .setCreatedAt(shown)
                                                .setStartBy(shown + 1)));

        assertThat(bench.work()).isEmpty();
        JobState state = bench.onlyState();
        assertThat(state.getJobId()).isEqualTo(late.getJobId());
        assertThat(state.getState()).isEqualTo(State.SUCCEEDED);
        assertThat(state.getVersion()).isEqualTo(2);
        assertThat(state.getOutput()).isEqualTo(answered.getOutput());
        assertThat(state.getFinishedAt()).isEqualTo(shown);
        assertThat(state.getExpiresAt()).isEqualTo(shown + Jobs.POLICY.getRetentionMs());
        assertThat(state.getCache().getStatus()).isEqualTo(CacheStatus.HIT);
        assertThat(state.getCache().getAgeMs()).isEqualTo(3_000);
        assertThat(state.getCache().getComputedBy()).isEqualTo("job_earlier");
        assertThat(bench.stored("waiters")).isZero();
        assertThat(bench.stored("flights")).isZero();
    }

    @Test
    void recordsNothingOfWhoComputedWhatAnotherTenantWasShown() {
        Answered answered =
                Answered.newBuilder().setOutput(Workers.payload("what the client saw")).build();
        bench.submit(bench.jobs.about("cat", job -> job.setAnswered(answered)));

        JobState state = bench.onlyState();
        assertThat(state.getCache().getStatus()).isEqualTo(CacheStatus.HIT);
        assertThat(state.getCache().getComputedBy()).isEmpty();
        assertThat(state.getCache().getAgeMs()).isZero();
    }

    @Test
    void answersUntilTheTimeToLiveAndNotLonger() {
        land("cat");
        bench.advance(Duration.ofMillis(59_999));
        bench.submit("cat");
        assertThat(bench.work()).isEmpty();
        bench.advance(Duration.ofMillis(1));
        bench.submit("cat");
        assertThat(bench.work()).hasSize(1);
    }

    @Test
    void removesLandedFlightsPastTheirTime() {
        land("cat");
        assertThat(bench.stored("flights")).isEqualTo(1);
        bench.advance(Duration.ofSeconds(75));
        assertThat(bench.stored("flights")).isZero();
    }

    @Test
    void evictsTheOldestFlightOfAModelOverItsBound() {
        UnaryOperator<Submission.Builder> two = bound(2);
        land("cat", two);
        land("dog", two);
        land("owl", two);
        assertThat(bench.stored("flights")).isEqualTo(2);

        bench.submit("dog");
        bench.submit("owl");
        assertThat(bench.work()).isEmpty();
        bench.submit("cat");
        assertThat(bench.work()).hasSize(1);
    }

    @Test
    void boundsEachModelByItself() {
        land("cat", bound(1));
        land(
                "dog",
                bound(1).andThen(job -> {
                    job.getModelBuilder().setVersion("2");
                    return job;
                })
                        ::apply);

        assertThat(bench.stored("flights")).isEqualTo(2);
    }

    @Test
    void fliesAgainForARefreshAndKeepsTheNewResult() {
        land("cat");
        Submission refresh =
                bench.submit(bench.jobs.about("cat", job -> job.setCacheMode(CacheMode.REFRESH)));
        bench.complete(bench.workers.landed(bench.onlyWork(), "newer"));
        assertThat(bench.onlyState().getCache().getStatus()).isEqualTo(CacheStatus.MISS);

        bench.submit("cat");
        JobState hit = bench.onlyState();
        assertThat(hit.getOutput()).isEqualTo(Workers.payload("newer"));
        assertThat(hit.getCache().getComputedBy()).isEqualTo(refresh.getJobId());
    }

    @Test
    void keepsNothingOfAJobThatBypassesTheCache() {
        land("cat", job -> job.setCacheMode(CacheMode.BYPASS));

        assertThat(bench.stored("flights")).isZero();
        bench.submit("cat");
        assertThat(bench.work()).hasSize(1);
    }

    @Test
    void saysThatABypassingResultAnswersNobody() {
        bench.submit(bench.jobs.about("cat", job -> job.setCacheMode(CacheMode.BYPASS)));
        bench.complete(bench.workers.landed(bench.onlyWork()));

        assertThat(bench.onlyState().getCacheUntil()).isZero();
    }

    @Test
    void keepsNothingOfAModelWithoutACache() {
        land("cat", job -> job.setPolicy(Jobs.POLICY.toBuilder().setCacheTtlMs(0)));

        assertThat(bench.stored("flights")).isZero();
    }

    @Test
    void tellsAnotherTenantNeitherAgeNorOrigin() {
        land("cat");
        bench.advance(Duration.ofSeconds(5));
        bench.submit(bench.jobs.about("cat", job -> job.setTenant("other")));

        JobState state = bench.onlyState();
        assertThat(state.getState()).isEqualTo(State.SUCCEEDED);
        assertThat(state.getCache().getComputedBy()).isEmpty();
        assertThat(state.getCache().getAgeMs()).isZero();
    }

    private static UnaryOperator<Submission.Builder> bound(int entries) {
        return job -> job.setPolicy(Jobs.POLICY.toBuilder().setCacheMaxEntries(entries));
    }

    private Submission land(String content) {
        return land(content, job -> job);
    }

    private Submission land(String content, UnaryOperator<Submission.Builder> change) {
        Submission job = bench.submit(bench.jobs.about(content, change));
        bench.complete(bench.workers.landed(bench.onlyWork()));
        assertThat(bench.onlyState().getState()).isEqualTo(State.SUCCEEDED);
        return job;
    }
}
