package io.forebay.results.webhook.delivery;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A lane for every host that something is owed to, and a virtual thread for every call under way.
 * Safe for use by several threads.
 */
public final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private static final long FETCH_RETRY_MS = 5000;

    private final LaneConfig config;
    private final Runner runner;
    private final InstantSource clock;
    private final Map<LaneKey, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger inMemory = new AtomicInteger();
    private volatile boolean closed;

    /** Does the work; each call is on a virtual thread of its own. */
    interface Runner {

        /** Whether the receiver took it. */
        boolean attempt(LaneKey lane, Delivery delivery);

        /** The delivery of which only the place was kept; empty when it is owed no more. */
        Optional<Delivery> fetch(Parked parked);
    }

    Lanes(LaneConfig config, Runner runner, InstantSource clock) {
        this.config = config;
        this.runner = runner;
        this.clock = clock;
    }

    /** Begins everything that is due and has a place. */
    public void pump() {
        for (LaneKey key : List.copyOf(lanes.keySet())) {
            lanes.computeIfPresent(
                    key,
                    (_, lane) -> {
                        start(key, lane);
                        return lane.isIdle() ? null : lane;
                    });
        }
    }

    /** Stops beginning anything. */
    public void close() {
        closed = true;
    }

    /** Calls under way and deliveries that wait in memory. */
    public int inMemory() {
        return inMemory.get();
    }

    /** Deliveries that wait in the log. */
    public int parked() {
        AtomicInteger sum = new AtomicInteger();
        for (LaneKey key : List.copyOf(lanes.keySet())) {
            lanes.computeIfPresent(
                    key,
                    (_, lane) -> {
                        sum.addAndGet(lane.parkedCount());
                        return lane;
                    });
        }
        return sum.get();
    }

    /** Hosts that something is owed to. */
    public int count() {
        return lanes.size();
    }

    boolean owes(LaneKey key, String id) {
        AtomicBoolean owes = new AtomicBoolean();
        lanes.computeIfPresent(
                key,
                (_, lane) -> {
                    owes.set(lane.owes(id));
                    return lane;
                });
        return owes.get();
    }

    /** False when there is no place in memory for it. */
    boolean offer(LaneKey key, Delivery delivery) {
        if (inMemory.get() >= config.maxInMemory()) {
            return false;
        }
        AtomicBoolean taken = new AtomicBoolean();
        lanes.compute(
                key,
                (_, known) -> {
                    Lane lane = known == null ? new Lane(config) : known;
                    if (lane.offer(delivery)) {
                        inMemory.incrementAndGet();
                        taken.set(true);
                        start(key, lane);
                    }
                    return lane;
                });
        return taken.get();
    }

    /** False when too many wait for this host already. */
    boolean hasRoom(LaneKey key) {
        AtomicBoolean room = new AtomicBoolean(true);
        lanes.computeIfPresent(
                key,
                (_, lane) -> {
                    room.set(!lane.isFull());
                    return lane;
                });
        return room.get();
    }

    void park(Parked entry) {
        lanes.compute(
                entry.lane(),
                (_, known) -> {
                    Lane lane = known == null ? new Lane(config) : known;
                    lane.park(entry);
                    return lane;
                });
    }

    void forget(LaneKey key, String id) {
        lanes.computeIfPresent(
                key,
                (_, lane) -> {
                    lane.forget(id);
                    return lane;
                });
    }

    private void start(LaneKey key, Lane lane) {
        long now = clock.millis();
        while (!closed) {
            Optional<Lane.Work> work = lane.begin(now);
            if (work.isEmpty()) {
                return;
            }
            Lane.Work next = work.get();
            Thread.ofVirtual().name("forebay-webhook").start(() -> run(key, next));
        }
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, Lane.Work work) {
        return switch (work) {
            case Lane.Work.Attempt(Delivery delivery) -> Subject.log(line, delivery.order());
            case Lane.Work.Fetch(Parked parked) -> line.addKeyValue("delivery", parked.id());
        };
    }

    private void run(LaneKey key, Lane.Work work) {
        boolean good = false;
        try {
            good =
                    switch (work) {
                        case Lane.Work.Attempt(Delivery delivery) -> runner.attempt(key, delivery);
                        case Lane.Work.Fetch(Parked parked) ->
                                runner.fetch(parked)
                                        .map(delivery -> runner.attempt(key, delivery))
                                        .orElse(true);
                    };
        } catch (RuntimeException e) {
            // While this closes, calls break off: they are made again by whoever is next.
            about(LOG.atLevel(closed ? Level.DEBUG : Level.ERROR), work)
                    .setCause(e)
                    .log("a delivery could not be attempted");
            if (work instanceof Lane.Work.Fetch(Parked parked)) {
                park(parked.later(clock.millis() + FETCH_RETRY_MS));
            }
        } finally {
            if (work instanceof Lane.Work.Attempt) {
                inMemory.decrementAndGet();
            }
            boolean taken = good;
            lanes.computeIfPresent(
                    key,
                    (_, lane) -> {
                        lane.end(work.id(), taken);
                        start(key, lane);
                        return lane;
                    });
        }
    }
}
