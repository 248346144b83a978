package io.forebay.rehearsal.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Worker processes, as many as are ordered, as a Deployment would have them: the newest goes first,
 * and one that ended by itself is started anew. Confined to the day's thread.
 */
public final class Workers implements AutoCloseable {

    private final IntFunction<ServiceProcess> starts;
    private final List<ServiceProcess> ordered = new ArrayList<>();
    private final List<ServiceProcess> draining = new ArrayList<>();
    private final List<Thread> closing = new ArrayList<>();
    private int started;
    private int stopped;
    private int lost;

    Workers(IntFunction<ServiceProcess> starts) {
        this.starts = starts;
    }

    /** What is there now. */
    public record Count(int ordered, int ready, int draining) {

        /** Those that cost money. */
        public int paid() {
            return ordered + draining;
        }
    }

    public Count count() {
        draining.removeIf(one -> !one.isAlive());
        int ready = (int) ordered.stream().filter(ServiceProcess::isReady).count();
        return new Count(ordered.size(), ready, draining.size());
    }

    public int ordered() {
        return ordered.size();
    }

    public int started() {
        return started;
    }

    /** Told to end because there were too many. */
    public int stopped() {
        return stopped;
    }

    /** Ended without having been told to. */
    public int lost() {
        return lost;
    }

    public void order(int replicas) {
        replaceTheLost();
        while (ordered.size() < replicas) {
            ordered.add(starts.apply(started++));
        }
        while (ordered.size() > replicas) {
            ServiceProcess one = ordered.removeLast();
            draining.add(one);
            closing.add(Thread.ofVirtual().start(one::close));
            stopped++;
        }
    }

    /** Takes the oldest one away without a word; false when there is none. */
    public boolean killOne() {
        ordered.stream().findFirst().ifPresent(ServiceProcess::kill);
        return !ordered.isEmpty();
    }

    private void replaceTheLost() {
        int gone = 0;
        for (Iterator<ServiceProcess> each = ordered.iterator(); each.hasNext(); ) {
            if (!each.next().isAlive()) {
                each.remove();
                gone++;
            }
        }
        for (int i = 0; i < gone; i++) {
            ordered.add(starts.apply(started++));
        }
        lost += gone;
    }

    /** Ends all of them and waits until they have; those that are draining, too. */
    @Override
    public void close() {
        order(0);
        try {
            for (Thread one : closing) {
                one.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
