package io.forebay.results.reader;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Who waits for more of which tenant's feed. Safe for use by several threads. */
final class FeedWatches {

    private final ConcurrentHashMap<String, Set<Place>> byTenant = new ConcurrentHashMap<>();

    Feed.Watch watch(String tenant) {
        Place place = new Place(tenant);
        byTenant.compute(
                tenant,
                (_, now) -> {
                    Set<Place> places = now == null ? ConcurrentHashMap.newKeySet() : now;
                    places.add(place);
                    return places;
                });
        return place;
    }

    boolean isEmpty() {
        return byTenant.isEmpty();
    }

    /** Somebody says that jobs of these ended. */
    void completed(String tenants) {
        for (String tenant : tenants.split("\n")) {
            byTenant.getOrDefault(tenant, Set.of()).forEach(place -> place.news.release());
        }
    }

    /**
     * The view has moved, for whomever: hints may have been lost, so everybody looks at leisure.
     */
    void moved() {
        byTenant.values().forEach(places -> places.forEach(place -> place.stale = true));
    }

    private final class Place implements Feed.Watch {

        private final String tenant;
        private final Semaphore news = new Semaphore(0);
        private volatile boolean stale = true;

        Place(String tenant) {
            this.tenant = tenant;
        }

        @Override
        public boolean await(Duration timeout) {
            try {
                boolean told = news.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
                // Before the caller's look, so that what comes during it is not missed.
                news.drainPermits();
                boolean look = told || stale;
                stale = false;
                return look;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void doubt() {
            stale = true;
        }

        @Override
        public void close() {
            byTenant.computeIfPresent(
                    tenant,
                    (_, places) -> {
                        places.remove(this);
                        return places.isEmpty() ? null : places;
                    });
        }
    }
}
