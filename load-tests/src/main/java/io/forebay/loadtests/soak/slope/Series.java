package io.forebay.loadtests.soak.slope;

import java.util.List;

/** What was measured of a subject, life by life. */
public record Series(Subject subject, List<Life> lives) {

    public Series {
        lives = List.copyOf(lives);
    }
}
