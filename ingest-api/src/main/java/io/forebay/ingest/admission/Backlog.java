package io.forebay.ingest.admission;

import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How much work waits, from samples. One thread samples; reading is safe from any. */
public final class Backlog {

    private volatile Map<ModelLane, LaneBacklog.Seen> lanes = Map.of();
    private volatile Map<ModelLane, Integer> workers = Map.of();
    private volatile Map<ModelLane, Duration> oldest = Map.of();
    private final Map<ModelLane, LanePast> pasts = new HashMap<>();

    /** Takes a new sample; lanes that are not in it are forgotten. */
    public void accept(Map<ModelLane, LaneOffsets> sample, Instant now) {
        Map<ModelLane, LaneBacklog.Seen> next = new HashMap<>();
        sample.forEach((lane, offsets) -> {
            LaneBacklog.Seen before = lanes.get(lane);
            next.put(
                    lane,
                    before == null
                            ? LaneBacklog.Seen.first(offsets, now)
                            : before.then(offsets, now));
        });
        Map<ModelLane, Duration> waits = new HashMap<>();
        pasts.keySet().retainAll(sample.keySet());
        sample.forEach((lane, offsets) ->
                pasts.computeIfAbsent(lane, _ -> new LanePast())
                        .oldest(offsets, now)
                        .ifPresent(wait -> waits.put(lane, wait)));
        oldest = Map.copyOf(waits);
        lanes = Map.copyOf(next);
    }

    /** How long the oldest work of the lane has waited, from samples; empty when none waits. */
    public Optional<Duration> oldest(ModelLane lane) {
        return Optional.ofNullable(oldest.get(lane));
    }

    /** Takes a new count of the workers that share each lane. */
    public void acceptWorkers(Map<ModelLane, Integer> sample) {
        workers = Map.copyOf(sample);
    }

    /** The workers that share the lane; empty when that is not known. */
    public OptionalInt workers(ModelLane lane) {
        Integer seen = workers.get(lane);
        return seen == null ? OptionalInt.empty() : OptionalInt.of(seen);
    }

    public LaneBacklog of(ModelLane lane) {
        LaneBacklog.Seen seen = lanes.get(lane);
        return seen == null ? LaneBacklog.UNKNOWN : seen.backlog();
    }

    /** Every lane of the last sample. */
    public Map<ModelLane, LaneBacklog> all() {
        Map<ModelLane, LaneBacklog> all = new HashMap<>();
        lanes.forEach((lane, seen) -> all.put(lane, seen.backlog()));
        return all;
    }

    /**
     * A refusal when a job could not start in time: better now than late.
     *
     * @param patience how long the job may wait to start
     */
    public Optional<Refusal> unreachable(ModelLane lane, Duration patience) {
        return of(lane).predictedWait()
                .filter(wait -> wait.compareTo(patience) > 0)
                .map(wait ->
                        Refusal.of(
                                        ProblemCode.DEADLINE_UNREACHABLE,
                                        "the wait in the %s lane of '%s' is about %d s; the job may wait %d s"
                                                .formatted(
                                                        Topics.laneName(lane.lane()),
                                                        lane.model(),
                                                        wait.toSeconds(),
                                                        patience.toSeconds()))
                                .retryAfter(wait.minus(patience)));
    }
}
