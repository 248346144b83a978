package io.forebay.results.reader;

import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Who waits for which job to go on. Safe for use by several threads.
 *
 * <p>A waiter registers first and looks afterwards: whatever becomes of the job before the look is
 * seen by it, and whatever becomes of it later finds the waiter here.
 */
final class Waiters {

    private final int limit;
    private final Semaphore free;
    private final ConcurrentHashMap<String, Waited> byId = new ConcurrentHashMap<>();

    Waiters(int limit) {
        this.limit = limit;
        this.free = new Semaphore(limit);
    }

    /** A job and the places of those who wait for it. */
    private record Waited(JobId id, List<Place> places) {

        Waited with(Place place) {
            List<Place> more = new ArrayList<>(places.size() + 1);
            more.addAll(places);
            more.add(place);
            return new Waited(id, more);
        }

        Waited without(Place place) {
            return new Waited(id, places.stream().filter(other -> other != place).toList());
        }

        boolean isOpen() {
            return places.stream().anyMatch(place -> !place.changed.isDone());
        }
    }

    /** A place among the waiters; to be closed by the one who waits, who alone may arm it again. */
    final class Place implements AutoCloseable {

        private final JobId id;
        private volatile long after;
        private volatile CompletableFuture<Reading> changed = new CompletableFuture<>();

        private Place(JobId id, long after) {
            this.id = id;
            this.after = after;
        }

        /** Completes when the view says what the waiter has not seen. */
        CompletableFuture<Reading> changed() {
            return changed;
        }

        /** Waits for the next change; the waiter has to look once more afterwards. */
        void arm(long seen) {
            after = seen;
            changed = new CompletableFuture<>();
        }

        boolean isNews(Reading reading) {
            return switch (reading) {
                case Reading.Found(JobState state) ->
                        state.getVersion() > after
                                || (after == JobReader.UNTIL_ENDED
                                        && Lifecycle.hasEnded(state.getState()));
                case Reading.Deleted _ -> true;
                case Reading.NotRecorded _ -> false;
                case Reading.Unavailable _ -> false;
            };
        }

        @Override
        public void close() {
            byId.computeIfPresent(
                    id.text(),
                    (_, now) -> {
                        Waited rest = now.without(this);
                        return rest.places().isEmpty() ? null : rest;
                    });
            free.release();
        }
    }

    /**
     * Empty when as many wait as may.
     *
     * @param after the version that the waiter has seen, or {@link JobReader#UNTIL_ENDED}
     */
    Optional<Place> register(JobId id, long after) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        Place place = new Place(id, after);
        byId.compute(
                id.text(), (_, now) -> (now == null ? new Waited(id, List.of()) : now).with(place));
        return Optional.of(place);
    }

    /** The job, when somebody waits for it still. */
    Optional<JobId> waitedFor(String id) {
        return Optional.ofNullable(byId.get(id)).filter(Waited::isOpen).map(Waited::id);
    }

    /** Every job that somebody waits for still. */
    List<JobId> all() {
        return byId.values().stream().filter(Waited::isOpen).map(Waited::id).toList();
    }

    /** Wakes everybody to whom this is news. */
    void deliver(JobId id, Reading reading) {
        Waited waited = byId.get(id.text());
        if (waited != null) {
            waited.places().stream()
                    .filter(place -> place.isNews(reading))
                    .forEach(place -> place.changed.complete(reading));
        }
    }

    /** Wakes everybody, with nothing. */
    void abandon() {
        byId.values().forEach(waited -> waited.places().forEach(p -> p.changed.cancel(false)));
    }

    /** Calls that wait now. */
    int count() {
        return limit - free.availablePermits();
    }
}
