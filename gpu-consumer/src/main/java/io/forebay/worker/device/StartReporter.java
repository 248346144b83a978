package io.forebay.worker.device;

import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Reports;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Says that a run is under way once it takes long, and never after it has ended. Safe for use by
 * several threads: the device thread tells what runs, and a timer calls {@link #tick}.
 */
public final class StartReporter {

    private final Duration after;
    private final Reports reports;
    private final InstantSource clock;
    private List<Attempt> running = List.of();
    private Instant since = Instant.EPOCH;

    /**
     * @param after how long a run goes unreported
     */
    public StartReporter(Duration after, Reports reports, InstantSource clock) {
        this.after = after;
        this.reports = reports;
        this.clock = clock;
    }

    synchronized void begin(List<Attempt> attempts, Instant now) {
        running = attempts;
        since = now;
    }

    synchronized void end(List<Ended> ended) {
        ended.forEach(one -> one.attempt().end());
    }

    synchronized void endAll() {
        running = List.of();
    }

    /** Reports what is under way for long enough, once. */
    public synchronized void tick() {
        if (!running.isEmpty() && !clock.instant().isBefore(since.plus(after))) {
            running.stream().filter(attempt -> !attempt.hasEnded()).forEach(reports::running);
            running = List.of();
        }
    }
}
