package io.forebay.ingest.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What waits in one lane, and how fast it is worked off.
 *
 * @param waiting flights
 * @param ratePerSecond flights a second while there was work; empty when that is not known
 * @param throughput flights a second between the last two looks, work or none; empty after one look
 */
public record LaneBacklog(long waiting, OptionalDouble ratePerSecond, OptionalDouble throughput) {

    /** Nothing is known. */
    public static final LaneBacklog UNKNOWN =
            new LaneBacklog(0, OptionalDouble.empty(), OptionalDouble.empty());

    /** How long a job that came now would wait to start; empty when nobody can say. */
    public Optional<Duration> predictedWait() {
        if (waiting == 0) {
            return Optional.of(Duration.ZERO);
        }
        return ratePerSecond.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Duration.ofMillis((long) (waiting * 1000.0 / ratePerSecond.getAsDouble())));
    }

    /** A lane as it was seen. */
    record Seen(
            LaneOffsets offsets,
            Instant at,
            OptionalDouble rate,
            Instant rateAt,
            OptionalDouble throughput) {

        /** Half of what is known comes from the last ten busy seconds. */
        private static final double HALF_LIFE_SECONDS = 10;

        /** Workers may have come or gone since. */
        private static final Duration RATE_IS_FRESH = Duration.ofMinutes(1);

        static Seen first(LaneOffsets offsets, Instant now) {
            return new Seen(offsets, now, OptionalDouble.empty(), now, OptionalDouble.empty());
        }

        /** Learns the rate when the workers had enough to do all the while. */
        Seen then(LaneOffsets next, Instant now) {
            double seconds = Duration.between(at, now).toMillis() / 1000.0;
            long done = next.committed() - offsets.committed();
            OptionalDouble passed =
                    seconds > 0 ? OptionalDouble.of(Math.max(0, done) / seconds) : throughput;
            boolean busy = offsets.lag() > 0 && next.lag() > 0 && done > 0 && seconds > 0;
            if (!busy) {
                boolean fresh = Duration.between(rateAt, now).compareTo(RATE_IS_FRESH) < 0;
                return new Seen(next, now, fresh ? rate : OptionalDouble.empty(), rateAt, passed);
            }
            double keep = Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
            double measured = done / seconds;
            double blended =
                    rate.isPresent() ? keep * rate.getAsDouble() + (1 - keep) * measured : measured;
            return new Seen(next, now, OptionalDouble.of(blended), now, passed);
        }

        LaneBacklog backlog() {
            return new LaneBacklog(offsets.lag(), rate, throughput);
        }
    }
}
