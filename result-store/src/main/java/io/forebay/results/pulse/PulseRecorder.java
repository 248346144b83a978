package io.forebay.results.pulse;

import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.JobState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts what passes. Keeps five minutes, whatever comes. Safe for use by several threads. */
public final class PulseRecorder {

    private final InstantSource clock;
    private final TreeMap<Long, PulseSlot> slots = new TreeMap<>();

    public PulseRecorder(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts a job that has ended; others, and those of long ago, do not matter. */
    public void saw(JobState job) {
        if (Lifecycle.hasEnded(job.getState()) && job.hasModel()) {
            add(
                    job.getFinishedAt(),
                    List.of(LanePulse.of(job)),
                    WorkerPulse.of(job).map(List::of).orElse(List.of()),
                    DeliveryPulse.NONE);
        }
    }

    public void saw(DeliveryAttempt attempt) {
        add(attempt.getStartedAt(), List.of(), List.of(), DeliveryPulse.of(attempt));
    }

    /** What was counted so far. */
    public synchronized Pulse share() {
        forget();
        return new Pulse(clock.millis(), new ArrayList<>(slots.values()));
    }

    private synchronized void add(
            long at, List<LanePulse> lanes, List<WorkerPulse> workers, DeliveryPulse deliveries) {
        long begin = PulseSlot.begin(at);
        long now = clock.millis();
        if (begin <= oldest(now) - PulseSlot.MILLIS || begin > now + PulseSlot.MILLIS) {
            return;
        }
        slots.merge(begin, new PulseSlot(begin, lanes, workers, deliveries), PulseSlot::plus);
        forget();
    }

    private void forget() {
        slots.headMap(oldest(clock.millis())).clear();
    }

    private static long oldest(long now) {
        return PulseSlot.begin(now) - (Pulse.SLOTS - 1) * PulseSlot.MILLIS;
    }
}
