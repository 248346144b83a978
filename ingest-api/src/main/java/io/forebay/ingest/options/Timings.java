package io.forebay.ingest.options;

import io.forebay.schemas.config.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as clients write them: seconds, {@code 30s}, {@code 10m}, or ISO 8601. */
public final class Timings {

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,3}))?");

    private Timings() {}

    public static Optional<Duration> parse(String text) {
        var seconds = SECONDS.matcher(text);
        if (!seconds.matches()) {
            return Durations.parse(text);
        }
        String fraction = seconds.group(2) == null ? "" : seconds.group(2);
        long millis = Long.parseLong((fraction + "000").substring(0, 3));
        return Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1))).plusMillis(millis));
    }
}
