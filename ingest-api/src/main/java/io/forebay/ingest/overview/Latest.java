package io.forebay.ingest.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was seen last, for all who ask while it is fresh; who asks first after that looks, and the
 * others wait for it. Safe for use by several threads.
 */
final class Latest<T> {

    private final Duration fresh;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T seen;
    private Instant at = Instant.MIN;

    Latest(Duration fresh) {
        this.fresh = fresh;
    }

    T at(Instant now, Function<Instant, T> look) {
        lock.lock();
        try {
            T last = seen;
            if (last == null || Duration.between(at, now).compareTo(fresh) >= 0) {
                last = look.apply(now);
                seen = last;
                at = now;
            }
            return last;
        } finally {
            lock.unlock();
        }
    }
}
