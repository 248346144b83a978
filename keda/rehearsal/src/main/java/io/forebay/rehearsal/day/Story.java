package io.forebay.rehearsal.day;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Pressed time: so many seconds of the story pass in one. The story begins when it is told to;
 * until then its clock stands. Safe for use by several threads.
 */
public final class Story implements InstantSource {

    private final Instant midnight;
    private final Duration from;
    private final double speed;
    private volatile long begunNanos;
    private volatile Instant begun = Instant.MAX;

    /**
     * @param midnight of the story's day
     * @param from where in that day it begins
     * @param speed seconds of the story in one of this world
     */
    public Story(Instant midnight, Duration from, double speed) {
        this.midnight = midnight;
        this.from = from;
        this.speed = speed;
    }

    public void begin() {
        begunNanos = System.nanoTime();
        begun = Instant.now();
    }

    public double speed() {
        return speed;
    }

    public Instant midnight() {
        return midnight;
    }

    public Duration from() {
        return from;
    }

    /** Seconds since the story's midnight. */
    public double seconds() {
        double passed =
                begun.equals(Instant.MAX) ? 0 : (System.nanoTime() - begunNanos) / 1e9 * speed;
        return from.toSeconds() + passed;
    }

    /** When in the story something happened in this world, seconds since midnight. */
    public double secondsOf(Instant happened) {
        return from.toSeconds() + Duration.between(begun, happened).toNanos() / 1e9 * speed;
    }

    @Override
    public Instant instant() {
        return midnight.plusMillis(Math.round(seconds() * 1e3));
    }
}
