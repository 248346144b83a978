package io.forebay.ingest.overview;

import io.forebay.results.pulse.Pulse;
import io.forebay.results.pulse.PulseSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is seen at one moment.
 *
 * @param lanes of all models, by name
 * @param pulse what ended in the last five minutes
 * @param pulseKnown false while the view of what ended is away: its numbers are missing then
 * @param deadLetters of all tenants
 */
record Overview(
        Instant at,
        List<LaneView> lanes,
        Pulse pulse,
        boolean pulseKnown,
        DeadLetterCounts deadLetters) {

    /** Over which rates and percentiles go. */
    static final Duration WINDOW = Duration.ofMinutes(1);

    /**
     * @param lastHour that died in the last hour
     * @param kept of the last 30 days, as far as they are kept in memory
     */
    record DeadLetterCounts(int lastHour, int kept) {}

    Overview {
        lanes = List.copyOf(lanes);
    }

    /** The last minute, all lanes. */
    PulseSlot window() {
        return pulse.last(WINDOW.toMillis());
    }
}
