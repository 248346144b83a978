package io.forebay.loadtests.phase;

import java.util.concurrent.locks.LockSupport;

/** When each job is sent. */
public sealed interface Pacing {

    /**
     * Waits until this job is to be sent.
     *
     * @param start {@link System#nanoTime()} at the start of the phase
     * @return when it was to be sent: latency counts from there
     */
    long await(int job, long start);

    /** Closed loop: as soon as a client is free. */
    record AtOnce() implements Pacing {
        @Override
        public long await(int job, long start) {
            return System.nanoTime();
        }
    }

    /**
     * Open loop: when the schedule says, whether or not earlier jobs have ended. A job that finds
     * no free client waits, and that wait is part of its latency (Gil Tene's coordinated omission).
     */
    record Scheduled(Arrivals arrivals) implements Pacing {
        @Override
        public long await(int job, long start) {
            long intended = start + arrivals.offsetNanos(job);
            for (long left = intended - System.nanoTime();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = intended - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return intended;
        }
    }
}
