package io.forebay.results.pulse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What ended in the last five minutes, oldest slot first. Slots in which nothing ended are not
 * there.
 *
 * @param at when it was looked, Unix epoch milliseconds
 */
public record Pulse(long at, List<PulseSlot> slots) {

    /** Slots that are kept. */
    public static final int SLOTS = 30;

    public Pulse {
        slots = List.copyOf(slots);
    }

    /** The shares of several processes as one. */
    public static Pulse sum(Collection<Pulse> shares, long at) {
        TreeMap<Long, PulseSlot> sum = new TreeMap<>();
        for (Pulse share : shares) {
            share.slots().forEach(slot -> sum.merge(slot.beginsAt(), slot, PulseSlot::plus));
        }
        long oldest = PulseSlot.begin(at) - (SLOTS - 1) * PulseSlot.MILLIS;
        return new Pulse(at, new ArrayList<>(sum.tailMap(oldest, true).values()));
    }

    /** The slots that touch the last so many milliseconds, as one. */
    public PulseSlot last(long millis) {
        return slots.stream()
                .filter(slot -> slot.beginsAt() + PulseSlot.MILLIS > at - millis)
                .reduce(PulseSlot.empty(at - millis), PulseSlot::plus);
    }
}
