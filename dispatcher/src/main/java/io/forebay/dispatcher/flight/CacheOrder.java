package io.forebay.dispatcher.flight;

import io.forebay.schemas.id.FlightKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The landed flights of each model in the order of their landing, so that the bound on them evicts
 * the oldest. Holds keys only; derived from the store of flights. Confined to the partition's
 * thread.
 */
final class CacheOrder {

    private final Map<String, SequencedMap<FlightKey, Long>> models = new HashMap<>();

    /** Notes a landing, and names the flights that have to go for it. */
    List<FlightKey> land(Landed flight, int maxEntries) {
        note(flight.model(), flight.key(), flight.until());
        SequencedMap<FlightKey, Long> order = order(flight.model());
        List<FlightKey> evicted = new ArrayList<>();
        while (order.size() > maxEntries) {
            evicted.add(order.pollFirstEntry().getKey());
        }
        return evicted;
    }

    void forget(Landed flight) {
        SequencedMap<FlightKey, Long> order = order(flight.model());
        order.remove(flight.key());
        if (order.isEmpty()) {
            models.remove(flight.model());
        }
    }

    /** Takes out flights past their time, from the oldest on, at most that many. */
    List<FlightKey> expire(long now, int most) {
        List<FlightKey> expired = new ArrayList<>();
        for (SequencedMap<FlightKey, Long> order : models.values()) {
            while (expired.size() < most
                    && !order.isEmpty()
                    && order.firstEntry().getValue() <= now) {
                expired.add(order.pollFirstEntry().getKey());
            }
        }
        models.values().removeIf(Map::isEmpty);
        return expired;
    }

    int size() {
        return models.values().stream().mapToInt(Map::size).sum();
    }

    /** Notes flights that landed before, in any order. */
    void restore(List<Known> flights) {
        flights.stream()
                .sorted(Comparator.comparingLong(Known::landedAt))
                .forEach(known -> note(known.model(), known.key(), known.until()));
    }

    private void note(String model, FlightKey key, long until) {
        SequencedMap<FlightKey, Long> order = order(model);
        order.remove(key);
        order.put(key, until);
    }

    private SequencedMap<FlightKey, Long> order(String model) {
        return models.computeIfAbsent(model, _ -> new LinkedHashMap<>());
    }

    /** What is needed to put a landed flight in its place, without its payload. */
    record Known(FlightKey key, String model, long landedAt, long until) {

        static Known of(Landed flight) {
            return new Known(flight.key(), flight.model(), flight.landedAt(), flight.until());
        }
    }
}
