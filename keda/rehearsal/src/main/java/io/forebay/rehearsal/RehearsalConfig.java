package io.forebay.rehearsal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a rehearsal is told.
 *
 * @param scaledObject the file that is shipped
 * @param model that it scales; reads tensors of 32 x 32
 * @param perRow how long a worker's device takes for one job, in this world
 * @param speed seconds of the story in one of this world
 * @param from where in the day it begins
 * @param until where it ends
 * @param most workers that this machine can carry
 * @param waitSlo within which a job should begin, in the story
 * @param kills workers that are taken away without a word, evenly over the day
 */
public record RehearsalConfig(
        Path directory,
        Path models,
        String model,
        Path scaledObject,
        Duration perRow,
        double speed,
        Duration from,
        Duration until,
        int most,
        Duration waitSlo,
        int kills) {

    /** Seconds of the story that one worker takes for a job. */
    double service() {
        return perRow.toNanos() / 1e9 * speed;
    }
}
