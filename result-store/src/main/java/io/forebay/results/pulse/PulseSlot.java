package io.forebay.results.pulse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What ended within ten seconds.
 *
 * @param beginsAt Unix epoch milliseconds
 */
public record PulseSlot(
        long beginsAt, List<LanePulse> lanes, List<WorkerPulse> workers, DeliveryPulse deliveries) {

    public static final long MILLIS = 10_000;

    /** More lanes or workers than that are not told apart: the sums would not be small any more. */
    private static final int MOST = 500;

    public PulseSlot {
        lanes = List.copyOf(lanes);
        workers = List.copyOf(workers);
    }

    static PulseSlot empty(long beginsAt) {
        return new PulseSlot(beginsAt, List.of(), List.of(), DeliveryPulse.NONE);
    }

    /** When the slot began that this is in. */
    static long begin(long at) {
        return at - Math.floorMod(at, MILLIS);
    }

    public PulseSlot plus(PulseSlot other) {
        return new PulseSlot(
                beginsAt,
                joined(lanes, other.lanes, one -> one.model() + ' ' + one.lane(), LanePulse::plus),
                joined(
                        workers,
                        other.workers,
                        one -> one.worker() + ' ' + one.model(),
                        WorkerPulse::plus),
                deliveries.plus(other.deliveries));
    }

    private static <T> List<T> joined(
            List<T> some, List<T> others, Function<T, String> name, BinaryOperator<T> plus) {
        Map<String, T> byName = new LinkedHashMap<>();
        some.forEach(one -> byName.put(name.apply(one), one));
        for (T other : others) {
            if (byName.size() < MOST || byName.containsKey(name.apply(other))) {
                byName.merge(name.apply(other), other, plus);
            }
        }
        return new ArrayList<>(byName.values());
    }
}
