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

    /** When there are more, every second one of the older half goes. */
    private static final int MOST = 900;

    private final List<Look> looks = new ArrayList<>();

    private record Look(Instant at, long ends) {}

    /**
     * Takes one more look, and says how long the oldest work has waited: none when none waits. A
     * lane that was behind already when it was first seen waits at least since then.
     */
    Optional<Duration> oldest(LaneOffsets offsets, Instant now) {
        looks.add(new Look(now, offsets.ends()));
        if (looks.size() > MOST) {
            thin();
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

    private void thin() {
        List<Look> kept = new ArrayList<>();
        for (int at = 0; at < looks.size(); at++) {
            if (at >= MOST / 2 || at % 2 == 0) {
                kept.add(looks.get(at));
            }
        }
        looks.clear();
        looks.addAll(kept);
    }
}
