package io.forebay.worker.withdrawal;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.Withdrawal;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The flights withdrawn of late. Safe for use by several threads. */
public final class WithdrawnFlights {

    private final int maxEntries;
    private final Duration keep;
    private final Map<Flight, Long> withdrawnAt = new LinkedHashMap<>();

    private record Flight(ByteString key, String id) {}

    /**
     * @param maxEntries beyond which the oldest are forgotten
     * @param keep after which they are forgotten
     */
    public WithdrawnFlights(int maxEntries, Duration keep) {
        this.maxEntries = maxEntries;
        this.keep = keep;
    }

    /**
     * @param now Unix epoch milliseconds
     */
    public synchronized void add(Withdrawal withdrawal, long now) {
        Flight flight = new Flight(withdrawal.getFlightKey(), withdrawal.getFlightId());
        withdrawnAt.remove(flight);
        withdrawnAt.put(flight, withdrawal.getWithdrawnAt());
        Iterator<Long> oldest = withdrawnAt.values().iterator();
        while (oldest.hasNext()
                && (oldest.next() < now - keep.toMillis() || withdrawnAt.size() > maxEntries)) {
            oldest.remove();
        }
    }

    public synchronized boolean contains(WorkItem item) {
        // Nearly always empty, and asked for every item.
        return !withdrawnAt.isEmpty()
                && withdrawnAt.containsKey(new Flight(item.getFlightKey(), item.getFlightId()));
    }

    synchronized int size() {
        return withdrawnAt.size();
    }
}
