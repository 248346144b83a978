package io.forebay.loadtests.hostile;

import io.forebay.loadtests.hostile.HostileCase.Played;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Hostile clients that play all cases, round after round, in another order each. Safe for use by
 * several threads.
 */
final class Attack {

    private static final HttpBytes READY = HttpBytes.get("/health/ready");

    private final List<HostileCase> cases;
    private final Assailant assailant;
    private final int clients;
    private final Duration pause;
    private final Tallies tallies = new Tallies();
    private final Map<HostileCase, String> gists = new ConcurrentHashMap<>();

    /**
     * @param clients that play at the same time
     * @param pause of each client after each case
     */
    Attack(List<HostileCase> cases, Assailant assailant, int clients, Duration pause) {
        this.cases = List.copyOf(cases);
        this.assailant = assailant;
        this.clients = clients;
        this.pause = pause;
    }

    Tallies tallies() {
        return tallies;
    }

    /** How often hostile clients were answered what; 0 = the connection closed. */
    Map<Integer, Integer> statuses() {
        return assailant.statuses();
    }

    /**
     * Plays every case once, and again until it is told to stop; returns after a whole round.
     *
     * @return rounds that were whole by then
     */
    int play(BooleanSupplier stop, RandomGenerator random) throws InterruptedException {
        int whole = 0;
        boolean first = true;
        while (first || !stop.getAsBoolean()) {
            List<HostileCase> order = new ArrayList<>(cases);
            Collections.shuffle(order, random);
            round(order, first ? () -> false : stop);
            whole += stop.getAsBoolean() ? 0 : 1;
            first = false;
        }
        return whole;
    }

    private void round(List<HostileCase> order, BooleanSupplier stop) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            threads.add(Thread.ofVirtual().start(() -> serve(order, next, stop)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private void serve(List<HostileCase> order, AtomicInteger next, BooleanSupplier stop) {
        try {
            for (int at = next.getAndIncrement();
                    at < order.size() && !stop.getAsBoolean();
                    at = next.getAndIncrement()) {
                play(order.get(at));
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(HostileCase one) throws InterruptedException {
        long began = System.nanoTime();
        try {
            Played played = one.play(assailant);
            tallies.enter(one, System.nanoTime() - began);
            played.fault().ifPresent(fault -> tallies.fault(one, fault));
            requireSame(one, played.gist());
            Reply ready = assailant.ask(READY);
            if (ready.status() != 200) {
                tallies.fault(one, "the instance is not ready after it: " + ready);
            }
        } catch (IOException e) {
            tallies.fault(one, "the instance is out of reach: " + e);
        }
    }

    private void requireSame(HostileCase one, String gist) {
        String before = gists.putIfAbsent(one, gist);
        if (before != null && !Reply.agree(before, gist)) {
            tallies.fault(
                    one, "answered otherwise than before: '%s', not '%s'".formatted(gist, before));
        }
    }
}
