package io.forebay.results.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.fixture.Jobs;
import io.forebay.schemas.id.JobId;
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
    private final Reading ended = new Reading.Found(jobs.state(id, 2, State.SUCCEEDED));

    @Test
    void wakesEverybodyWhoWaitsForTheJob() {
        try (Waiters.Place one = place(id);
                Waiters.Place two = place(id);
                Waiters.Place other = place(jobs.id(1))) {
            waiters.deliver(id, ended);

            assertThat(one.changed()).isCompletedWithValue(ended);
            assertThat(two.changed()).isCompletedWithValue(ended);
            assertThat(other.changed()).isNotDone();
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
    void wakesWhoHasSeenAnOlderVersionAndNobodyElse() {
        Reading running = new Reading.Found(jobs.state(id, 2, State.RUNNING));
        try (Waiters.Place behind = waiters.register(id, 1).orElseThrow();
                Waiters.Place upToDate = waiters.register(id, 2).orElseThrow();
                Waiters.Place untilEnded = place(id)) {
            waiters.deliver(id, running);

            assertThat(behind.changed()).isCompletedWithValue(running);
            assertThat(upToDate.changed()).isNotDone();
            assertThat(untilEnded.changed()).isNotDone();

            behind.arm(2);
            waiters.deliver(id, running);
            assertThat(behind.changed()).isNotDone();
            waiters.deliver(id, new Reading.Deleted());
            assertThat(behind.changed()).isCompletedWithValue(new Reading.Deleted());
            assertThat(untilEnded.changed()).isCompletedWithValue(new Reading.Deleted());
        }
    }

    @Test
    void refusesMoreThanMayWaitAndTakesThemWhenOthersHaveGone() {
        Waiters.Place first = place(id);
        Waiters.Place second = place(id);
        Waiters.Place third = place(jobs.id(1));

        assertThat(waiters.register(id, JobReader.UNTIL_ENDED)).isEmpty();
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
            assertThat(late.changed()).isNotDone();
        }
    }

    @Test
    void wakesEverybodyWithNothingWhenAbandoned() {
        try (Waiters.Place place = place(id)) {
            waiters.abandon();

            assertThat(place.changed()).isCancelled();
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
                Reading state = new Reading.Found(jobs.state(job, 2, State.SUCCEEDED));
                AtomicReference<Reading> view = new AtomicReference<>();
                List<Future<Reading>> answers = new ArrayList<>();
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
                for (Future<Reading> answer : answers) {
                    assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(state);
                }
            }
        }
        assertThat(waiters.count()).isZero();
    }

    private Reading waitFor(JobId job, AtomicReference<Reading> view) throws Exception {
        try (Waiters.Place place = place(job)) {
            Reading seen = view.get();
            return seen != null ? seen : place.changed().get(5, TimeUnit.SECONDS);
        }
    }

    private Waiters.Place place(JobId job) {
        return waiters.register(job, JobReader.UNTIL_ENDED).orElseThrow();
    }
}
