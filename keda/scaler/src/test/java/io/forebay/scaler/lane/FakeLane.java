package io.forebay.scaler.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A lane whose clock, offsets and workers a test turns. */
public final class FakeLane implements LaneSource, LaneHistory, InstantSource {

    private final List<Minute> minutes = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-01-05T00:00:00Z");
    private volatile LaneSample sample = new LaneSample(0, 0, 0, 24);
    private volatile @Nullable String away;

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public void shows(long arrived, long completed, int workers) {
        sample = new LaneSample(arrived, completed, workers, 24);
    }

    public void goesAway(String why) {
        away = why;
    }

    public void comesBack() {
        away = null;
    }

    @Override
    public LaneSample sample(LaneName lane) {
        String why = away;
        if (why != null) {
            throw new LaneUnavailableException(why, new IllegalStateException(why));
        }
        return sample;
    }

    @Override
    public List<Minute> minutes(LaneName lane) {
        return List.copyOf(minutes);
    }

    @Override
    public void keep(LaneName lane, Minute minute) {
        minutes.add(minute);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
