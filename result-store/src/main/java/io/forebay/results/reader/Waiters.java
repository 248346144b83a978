package io.forebay.results.reader;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Who waits for which job to end. Safe for use by several threads.
 *
 * <p>A waiter registers first and looks afterwards: whatever ends the job before the look is seen
 * by it, and whatever ends it later finds the waiter here.
 */
final class Waiters {

    private final int limit;
    private final Semaphore free;
    private final ConcurrentHashMap<String, Waited> byId = new ConcurrentHashMap<>();

    Waiters(int limit) {
        this.limit = limit;
        this.free = new Semaphore(limit);
    }

    /** A job, what its waiters wait on, and how many they are. */
    private record Waited(JobId id, CompletableFuture<JobState> ended, int waiters) {

        Waited plus(int more) {
            return new Waited(id, ended, waiters + more);
        }
    }

    /** A place among the waiters; to be closed by the one who waits. */
    final class Place implements AutoCloseable {

        private final Waited waited;

        private Place(Waited waited) {
            this.waited = waited;
        }

        /** Completes when the job has ended; shared with others, so not to be cancelled. */
        CompletableFuture<JobState> ended() {
            return waited.ended();
        }

        @Override
        public void close() {
            byId.computeIfPresent(
                    waited.id().text(), (_, now) -> now.waiters() == 1 ? null : now.plus(-1));
            free.release();
        }
    }

    /** Empty when as many wait as may. */
    Optional<Place> register(JobId id) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        Waited waited =
                byId.compute(
                        id.text(),
                        (_, now) ->
                                now == null
                                        ? new Waited(id, new CompletableFuture<>(), 1)
                                        : now.plus(1));
        return Optional.of(new Place(waited));
    }

    /** The job, when somebody waits for it still. */
    Optional<JobId> waitedFor(String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(waited -> !waited.ended().isDone())
                .map(Waited::id);
    }

    /** Every job that somebody waits for still. */
    List<JobId> all() {
        return byId.values().stream()
                .filter(waited -> !waited.ended().isDone())
                .map(Waited::id)
                .toList();
    }

    /** Wakes everybody who waits for the job. */
    void deliver(JobId id, JobState ended) {
        Waited waited = byId.get(id.text());
        if (waited != null) {
            waited.ended().complete(ended);
        }
    }

    /** Wakes everybody, with nothing. */
    void abandon() {
        byId.values().forEach(waited -> waited.ended().cancel(false));
    }

    /** Calls that wait now. */
    int count() {
        return limit - free.availablePermits();
    }
}
