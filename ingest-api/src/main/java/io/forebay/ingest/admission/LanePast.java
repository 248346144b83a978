package io.forebay.ingest.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a lane was like: enough to say since when its oldest work waits, without reading it. What
 * waits now had not come when the end was where the workers are now. Confined to the sampling
 * thread.
 */
final class LanePast {

    /** When there are as many, those go without which hardly anything is forgotten. */
    private static final int MANY = 900;

    /** How far apart two looks may be, as a share of their age: waits are too short by no more. */
    private static final double COARSENESS = 0.01;

    private final List<Look> looks = new ArrayList<>();
    private int many = MANY;

    private record Look(Instant at, long ends) {}

    /**
     * Takes one more look, and says how long the oldest work has waited: none when none waits. A
     * lane that was behind already when it was first seen waits at least since then.
     */
    Optional<Duration> oldest(LaneOffsets offsets, Instant now) {
        looks.add(new Look(now, offsets.ends()));
        if (looks.size() >= many) {
            thin(now);
        }
        if (offsets.lag() == 0) {
            return Optional.empty();
        }
        Instant since = now;
        for (int at = looks.size() - 1;
                at >= 0 && looks.get(at).ends() > offsets.committed();
                at--) {
            since = looks.get(at).at();
        }
        return Optional.of(Duration.between(since, now));
    }

    /** What is left grows with the logarithm of the time that it covers. */
    private void thin(Instant now) {
        List<Look> kept = new ArrayList<>();
        for (int at = 0; at < looks.size(); at++) {
            boolean atAnEnd = kept.isEmpty() || at == looks.size() - 1;
            if (atAnEnd || isApart(kept.getLast(), looks.get(at + 1), now)) {
                kept.add(looks.get(at));
            }
        }
        looks.clear();
        looks.addAll(kept);
        many = Math.max(MANY, 2 * looks.size());
    }

    private static boolean isApart(Look before, Look after, Instant now) {
        double gap = Duration.between(before.at(), after.at()).toMillis();
        return gap > COARSENESS * Duration.between(after.at(), now).toMillis();
    }
}
