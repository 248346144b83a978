package io.forebay.results.reader;

import io.forebay.schemas.id.JobId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Follows a job from a place among the waiters: looks once whenever it was told something, and
 * otherwise leaves the looking to the {@link Waker}. Confined to its caller's thread.
 */
final class FollowedJob implements JobReader.Following {

    private final JobId id;
    private final Waiters.Place place;
    private final View view;
    private final Waker waker;
    private boolean mustLook = true;

    FollowedJob(JobId id, Waiters.Place place, View view, Waker waker) {
        this.id = id;
        this.place = place;
        this.view = view;
        this.waker = waker;
    }

    @Override
    public Optional<Reading> next(Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        if (mustLook) {
            mustLook = false;
            Reading now = view.read(id);
            if (place.isNews(now)) {
                return Optional.of(given(now));
            }
            if (now instanceof Reading.Unavailable) {
                waker.doubt(id);
            }
        }
        return await(until - System.nanoTime()).map(this::given);
    }

    @Override
    public void close() {
        place.close();
    }

    private Reading given(Reading news) {
        if (news instanceof Reading.Found found) {
            place.arm(found.state().getVersion());
            mustLook = true;
        }
        return news;
    }

    private Optional<Reading> await(long nanos) {
        try {
            return Optional.of(place.changed().get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Reading.Unavailable("the wait was interrupted"));
        } catch (CancellationException | ExecutionException e) {
            return Optional.of(new Reading.Unavailable("the reader was closed"));
        }
    }
}
