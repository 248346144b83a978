package io.forebay.results.projection;

import io.forebay.schemas.redis.ViewPosition;
import java.util.Optional;

/**
 * Decides from the position that lies in Redis where to go on: after an assignment, and whenever
 * the position is not the expected one.
 */
final class PositionPolicy {

    private PositionPolicy() {}

    /**
     * @param found the position's text, when there is one
     */
    static Resume resume(Optional<String> found, LogRange log) {
        if (found.isEmpty()) {
            return new Resume.Rebuild(log.begin(), log.end(), Resume.Cause.ABSENT);
        }
        return found.flatMap(ViewPosition::parse)
                .filter(position -> log.holds(position.nextOffset()))
                .map(position -> resume(position, log))
                .orElseGet(
                        () -> new Resume.Rebuild(log.begin(), log.end(), Resume.Cause.OUT_OF_LOG));
    }

    private static Resume resume(ViewPosition position, LogRange log) {
        return position.live()
                ? new Resume.Follow(position.nextOffset())
                : new Resume.Rebuild(position.nextOffset(), log.end(), Resume.Cause.UNFINISHED);
    }
}
