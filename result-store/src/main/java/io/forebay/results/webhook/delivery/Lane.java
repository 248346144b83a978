package io.forebay.results.webhook.delivery;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The deliveries to one host of one tenant: those in memory, in their order, and those that wait in
 * the log, by the time they are due. Takes turns between the two, so that neither starves. Confined
 * to the atomic operations of {@link Lanes}.
 */
final class Lane {

    private final LaneConfig config;
    private final Deque<Delivery> fresh = new ArrayDeque<>();
    private final Map<String, Parked> parked = new HashMap<>();
    private final PriorityQueue<Parked> byDue =
            new PriorityQueue<>(Comparator.comparingLong(Parked::dueAt));
    private final Set<String> inMemory = new HashSet<>();
    private int running;
    private int failures;
    private boolean parkedTurn;

    Lane(LaneConfig config) {
        this.config = config;
    }

    /** What is to be done next. */
    sealed interface Work {

        String id();

        record Attempt(Delivery delivery) implements Work {

            @Override
            public String id() {
                return delivery.id();
            }
        }

        record Fetch(Parked parked) implements Work {

            @Override
            public String id() {
                return parked.id();
            }
        }
    }

    boolean owes(String id) {
        return inMemory.contains(id) || parked.containsKey(id);
    }

    /** False when it has no place for it, or has it already. */
    boolean offer(Delivery delivery) {
        if (fresh.size() >= config.queue() || !inMemory.add(delivery.id())) {
            return false;
        }
        fresh.add(delivery);
        return true;
    }

    boolean isFull() {
        return parked.size() >= config.maxParked();
    }

    void park(Parked entry) {
        parked.put(entry.id(), entry);
        byDue.add(entry);
    }

    void forget(String id) {
        parked.remove(id);
    }

    /** Work that may begin now; it has to be {@link #end}ed. */
    Optional<Work> begin(long now) {
        int permits = failures >= config.failuresToSlow() ? 1 : config.concurrency();
        if (running >= permits) {
            return Optional.empty();
        }
        Optional<Work> next = parkedTurn ? due(now).or(this::first) : first().or(() -> due(now));
        next.ifPresent(work -> {
            parkedTurn = work instanceof Work.Attempt;
            running++;
        });
        return next;
    }

    /**
     * @param good whether the receiver took the delivery
     */
    void end(String id, boolean good) {
        running--;
        inMemory.remove(id);
        failures = good ? 0 : failures + 1;
    }

    int parkedCount() {
        return parked.size();
    }

    boolean isIdle() {
        return running == 0 && fresh.isEmpty() && parked.isEmpty();
    }

    private Optional<Work> first() {
        return Optional.ofNullable(fresh.poll()).map(Work.Attempt::new);
    }

    private Optional<Work> due(long now) {
        while (!byDue.isEmpty()) {
            Parked next = byDue.peek();
            if (!next.equals(parked.get(next.id()))) {
                byDue.remove();
            } else if (!next.share().isHeld()) {
                byDue.remove();
                parked.remove(next.id());
            } else if (next.dueAt() > now || !inMemory.add(next.id())) {
                return Optional.empty();
            } else {
                byDue.remove();
                parked.remove(next.id());
                return Optional.of(new Work.Fetch(next));
            }
        }
        return Optional.empty();
    }
}
