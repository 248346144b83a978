package io.forebay.ingest.overview;

import io.forebay.ingest.admission.LaneBacklog;
import io.forebay.results.pulse.LanePulse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One lane of one model.
 *
 * @param oldest how long the oldest work that waits has waited
 * @param ended what ended in the last minute
 * @param maxBatch how many a batch may join
 */
record LaneView(
        LaneBacklog backlog,
        Optional<Duration> oldest,
        OptionalInt workers,
        LanePulse ended,
        int maxBatch) {}
