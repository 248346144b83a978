package io.forebay.results.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.fixture.Jobs;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WaitersTest {

    private final Jobs jobs = new Jobs(InstantSource.system());
    private final Waiters waiters = new Waiters(3);
    private final JobId id = jobs.id(1);
    private final JobState ended = jobs.state(id, 2, State.SUCCEEDED);

    @Test
    void wakesEverybodyWhoWaitsForTheJob() {
        try (Waiters.Place one = place(id);
                Waiters.Place two = place(id);
                Waiters.Place other = place(jobs.id(1))) {
            waiters.deliver(id, ended);

            assertThat(one.ended()).isCompletedWithValue(ended);
            assertThat(two.ended()).isCompletedWithValue(ended);
            assertThat(other.ended()).isNotDone();
        }
    }

    @Test
    void remembersNobodyWhoHasGone() {
        Waiters.Place one = place(id);
        Waiters.Place two = place(id);

        one.close();
        assertThat(waiters.waitedFor(id.text())).contains(id);
        assertThat(waiters.all()).containsExactly(id);
        two.close();

        assertThat(waiters.waitedFor(id.text())).isEmpty();
        assertThat(waiters.all()).isEmpty();
        assertThat(waiters.count()).isZero();
    }

    @Test
    void looksNoMoreForAJobThatHasEnded() {
        try (Waiters.Place _ = place(id)) {
            waiters.deliver(id, ended);

            assertThat(waiters.waitedFor(id.text())).isEmpty();
            assertThat(waiters.all()).isEmpty();
        }
    }

    @Test
    void refusesMoreThanMayWaitAndTakesThemWhenOthersHaveGone() {
        Waiters.Place first = place(id);
        Waiters.Place second = place(id);
        Waiters.Place third = place(jobs.id(1));

        assertThat(waiters.register(id)).isEmpty();
        assertThat(waiters.count()).isEqualTo(3);
        third.close();
        Waiters.Place again = place(id);

        List.of(first, second, again).forEach(Waiters.Place::close);
        assertThat(waiters.count()).isZero();
    }

    @Test
    void deliversToNobodyWithoutHarm() {
        waiters.deliver(id, ended);

        try (Waiters.Place late = place(id)) {
            assertThat(late.ended()).isNotDone();
        }
    }

    @Test
    void wakesEverybodyWithNothingWhenAbandoned() {
        try (Waiters.Place place = place(id)) {
            waiters.abandon();

            assertThat(place.ended()).isCancelled();
        }
    }

    /**
     * A job ends somewhere between a waiter's arrival and its look, again and again: either the
     * look sees it, or the hint finds the waiter.
     */
    @Test
    void missesNoEndThatComesWhileAWaiterArrives() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 5_000; round++) {
                JobId job = jobs.id(1);
                JobState state = jobs.state(job, 2, State.SUCCEEDED);
                AtomicReference<JobState> view = new AtomicReference<>();
                List<Future<JobState>> answers = new ArrayList<>();
                for (int waiter = 0; waiter < 2; waiter++) {
                    answers.add(threads.submit(() -> waitFor(job, view)));
                }
                Future<?> hinting =
                        threads.submit(() -> {
                            view.set(state);
                            waiters.waitedFor(job.text())
                                    .ifPresent(found -> waiters.deliver(found, state));
                        });
                hinting.get(5, TimeUnit.SECONDS);
                for (Future<JobState> answer : answers) {
                    assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(state);
                }
            }
        }
        assertThat(waiters.count()).isZero();
    }

    private JobState waitFor(JobId job, AtomicReference<JobState> view) throws Exception {
        try (Waiters.Place place = place(job)) {
            JobState seen = view.get();
            return seen != null ? seen : place.ended().get(5, TimeUnit.SECONDS);
        }
    }

    private Waiters.Place place(JobId job) {
        return waiters.register(job).orElseThrow();
    }
}
