package io.forebay.scaler.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lanes that ScaledObjects asked about. Each scaler knows those it was asked about; what they
 * were like before, all scalers remember together. Safe for use by several threads.
 */
public final class Lanes {

    private static final int MOST = 1_000;

    private final LaneSource source;
    private final LaneHistory history;
    private final InstantSource clock;
    private final Duration staleAfter;
    private final Map<LaneName, LaneDesk> desks = new ConcurrentHashMap<>();

    /**
     * @param staleAfter how old a decision may be that is answered while Kafka does not
     */
    public Lanes(LaneSource source, LaneHistory history, InstantSource clock, Duration staleAfter) {
        this.source = source;
        this.history = history;
        this.clock = clock;
        this.staleAfter = staleAfter;
    }

    /**
     * The latest decision for what a trigger says; the first one is made now.
     *
     * @throws IllegalArgumentException when the metadata is wrong
     * @throws LaneUnavailableException when nothing recent is known
     */
    public LaneReport report(Map<String, String> metadata) {
        LaneDesk desk = desk(LaneOrder.parse(metadata));
        LaneReport latest = desk.latest();
        if (latest == null
                || Duration.between(latest.at(), clock.instant()).compareTo(staleAfter) > 0) {
            return desk.decide();
        }
        return latest;
    }

    /**
     * Tells when a lane's activity changes, at once how it is.
     *
     * @return to be run when nobody listens any more
     * @throws IllegalArgumentException when the metadata is wrong
     */
    public Runnable listen(Map<String, String> metadata, LaneListener listener) {
        return desk(LaneOrder.parse(metadata)).listen(listener);
    }

    /** Decides anew for every lane; one that cannot be seen keeps what was decided last. */
    public void decideAll(LaneTrouble trouble) {
        for (LaneDesk desk : desks.values()) {
            try {
                desk.decide();
            } catch (LaneUnavailableException e) {
                trouble.unseen(desk.order().name(), e);
            }
        }
    }

    /** The latest decision of every lane, by name. */
    public List<LaneReport> reports() {
        return desks.values().stream()
                .map(LaneDesk::latest)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted(java.util.Comparator.comparing(one -> one.order().name().toString()))
                .toList();
    }

    private LaneDesk desk(LaneOrder order) {
        LaneDesk known = desks.get(order.name());
        if (known != null && known.order().equals(order)) {
            return known;
        }
        if (known == null && desks.size() >= MOST) {
            throw new IllegalArgumentException(
                    "this scaler already serves %d lanes; run another".formatted(MOST));
        }
        return Objects.requireNonNull(
                desks.compute(
                        order.name(),
                        (name, old) ->
                                old != null && old.order().equals(order)
                                        ? old
                                        : new LaneDesk(order, source, history, clock)));
    }

    /** Told of a lane that could not be seen. */
    @FunctionalInterface
    public interface LaneTrouble {

        void unseen(LaneName lane, LaneUnavailableException why);
    }
}
