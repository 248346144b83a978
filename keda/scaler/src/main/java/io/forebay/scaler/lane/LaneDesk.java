package io.forebay.scaler.lane;

import io.forebay.scaler.policy.Decision;
import io.forebay.scaler.policy.Observation;
import io.forebay.scaler.policy.PolicyConfig;
import io.forebay.scaler.policy.ScalingPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides for one lane, as often as it is sampled. Safe for use by several threads. */
final class LaneDesk {

    /** A gap longer than this says nothing about how arrivals were spread over it. */
    private static final long LONGEST_GAP = 60;

    /** A cold start that differs by less, in seconds, is the same. */
    private static final double OTHER = 60;

    private final LaneOrder order;
    private final LaneSource source;
    private final LaneHistory history;
    private final InstantSource clock;
    private final List<LaneListener> listeners = new ArrayList<>();
    private @Nullable ScalingPolicy policy;
    private @Nullable LaneReport latest;
    private double coldStart;
    private int replicas;
    private long minute;

    LaneDesk(LaneOrder order, LaneSource source, LaneHistory history, InstantSource clock) {
        this.order = order;
        coldStart = order.coldStart();
        this.source = source;
        this.history = history;
        this.clock = clock;
    }

    LaneOrder order() {
        return order;
    }

    synchronized @Nullable LaneReport latest() {
        return latest;
    }

    /** Is told at once how things are, and then whenever activity changes. */
    synchronized Runnable listen(LaneListener listener) {
        listeners.add(listener);
        if (latest != null) {
            listener.active(latest.active());
        }
        return () -> remove(listener);
    }

    private synchronized void remove(LaneListener listener) {
        listeners.remove(listener);
    }

    /**
     * Looks and decides.
     *
     * @throws LaneUnavailableException when nothing can be seen
     */
    synchronized LaneReport decide() {
        LaneSample sample = source.sample(order.name());
        Instant now = clock.instant();
        ScalingPolicy decider = policy;
        if (decider == null) {
            decider = begin(sample, now);
            policy = decider;
        }
        Decision decision =
                decider.decide(
                        new Observation(
                                now.toEpochMilli() / 1e3,
                                sample.arrived(),
                                sample.completed(),
                                sample.workers(),
                                Math.max(replicas, sample.workers())));
        boolean wasActive = latest != null && latest.active();
        boolean first = latest == null;
        LaneReport report = new LaneReport(order, sample, decision, now);
        latest = report;
        replicas = report.replicas();
        keep(sample, now);
        lookElsewhereIfNeeded(decision.coldStart());
        if (first || wasActive != report.active()) {
            listeners.forEach(listener -> listener.active(report.active()));
        }
        return report;
    }

    /**
     * Forecasts are for one cold start ahead; when that is another, they begin anew from history.
     */
    private void lookElsewhereIfNeeded(double measured) {
        if (Math.abs(measured - coldStart) > Math.max(OTHER, coldStart / 2)) {
            coldStart = measured;
            policy = null;
        }
    }

    private ScalingPolicy begin(LaneSample sample, Instant now) {
        ScalingPolicy decider =
                new ScalingPolicy(
                        PolicyConfig.DEFAULT.withMissToGpu(order.missToGpu()),
                        order.limits(sample.partitions()),
                        order.schedule(),
                        1 / order.service(),
                        coldStart);
        long newest = now.getEpochSecond() / 60;
        minute = newest;
        LaneHistory.@Nullable Minute before = null;
        for (LaneHistory.Minute next : history.minutes(order.name())) {
            if (before != null) {
                remember(decider, before, next);
            }
            before = next;
        }
        if (before != null) {
            replicas = before.replicas();
            remember(decider, before, new LaneHistory.Minute(newest, sample.arrived(), 0));
        }
        return decider;
    }

    private static void remember(
            ScalingPolicy decider, LaneHistory.Minute from, LaneHistory.Minute to) {
        long minutes = to.minute() - from.minute();
        double arrived = Math.max(0, to.arrived() - from.arrived());
        for (long i = 0; i < minutes; i++) {
            decider.remember(minutes > LONGEST_GAP ? 0 : arrived / minutes);
        }
    }

    private void keep(LaneSample sample, Instant now) {
        long passed = now.getEpochSecond() / 60;
        if (passed > minute) {
            minute = passed;
            history.keep(order.name(), new LaneHistory.Minute(passed, sample.arrived(), replicas));
        }
    }
}
