package io.forebay.dispatcher.protocol;

import io.forebay.dispatcher.protocol.World.Completion;
import io.forebay.dispatcher.protocol.World.Entry;
import io.forebay.dispatcher.protocol.World.Flight;
import io.forebay.dispatcher.protocol.World.Item;
import java.util.Set;
import java.util.TreeSet;

/** What the one writer decides, as {@code FlightDesk} does. */
record Dispatcher(Set<Guard> guards) {

    static final int MOST_ATTEMPTS = 2;

    void submit(Draft world, char job) {
        boolean known = world.open.containsKey(job) || world.ended.contains(job);
        if (known && guards.contains(Guard.DEDUPLICATION)) {
            return;
        }
        world.open.put(job, 1);
        if (world.air.equals(Flight.NONE)) {
            world.flights++;
            world.air = new Flight(world.flights, 1);
            world.items.add(new Item(world.air, 0, false));
        }
    }

    /** A cancellation, or an expiry. */
    void leave(Draft world, char job, String how) {
        boolean open = world.open.containsKey(job);
        boolean wasHere = open || world.ended.contains(job);
        if (open || (wasHere && !guards.contains(Guard.ENDS_ABSORB))) {
            end(world, job, how);
            boolean leader = job == 'A';
            boolean nobody = world.open.isEmpty();
            if (nobody || (leader && !guards.contains(Guard.HEIR))) {
                world.air = Flight.NONE;
            }
        }
    }

    void complete(Draft world, Completion completion) {
        boolean awaited = world.air.equals(completion.flight());
        if (world.air.equals(Flight.NONE) || (!awaited && guards.contains(Guard.FENCE))) {
            return;
        }
        if (!awaited) {
            world.breach("flight %s was decided by a run of %s".formatted(world.air, completion));
        }
        if (completion.landed()) {
            endAll(world, "succeeded");
        } else if (world.air.attempt() == MOST_ATTEMPTS) {
            endAll(world, "failed");
        } else {
            world.air = new Flight(world.air.number(), world.air.attempt() + 1);
            world.items.add(new Item(world.air, 0, false));
        }
    }

    /** Readers are told that work has begun. */
    void start(Draft world) {
        for (char job : new TreeSet<>(world.open.keySet())) {
            if (world.open.getOrDefault(job, 0) == 1) {
                world.open.put(job, 2);
                world.log.add(new Entry(job, 2, "running"));
            }
        }
    }

    private void endAll(Draft world, String how) {
        world.air = Flight.NONE;
        new TreeSet<>(world.open.keySet()).forEach(job -> end(world, job, how));
    }

    private static void end(Draft world, char job, String how) {
        Integer version = world.open.remove(job);
        world.ended.add(job);
        world.log.add(new Entry(job, version == null ? 1 : version + 1, how));
    }
}
