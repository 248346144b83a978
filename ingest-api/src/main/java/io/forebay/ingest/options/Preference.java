package io.forebay.ingest.options;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client would rather have (RFC 7240). Preferences that are not understood are ignored, as
 * the RFC wants it, and not echoed.
 *
 * @param waitOrNull how long it will wait for the result
 */
public record Preference(boolean respondAsync, @Nullable Duration waitOrNull) {

    public static final String HEADER = "Prefer";
    public static final Preference NONE = new Preference(false, null);

    private static final int MAX_DIGITS = 9;

    /** From the values of every {@code Prefer} header; the first of each preference counts. */
    public static Preference parse(List<String> headers) {
        boolean respondAsync = false;
        Duration wait = null;
        for (String header : headers) {
            for (String preference : header.split(",", -1)) {
                String[] words = preference.split(";", 2)[0].split("=", 2);
                String name = words[0].strip().toLowerCase(Locale.ROOT);
                String value = words.length == 2 ? words[1].strip() : "";
                respondAsync = respondAsync || name.equals("respond-async");
                wait = wait == null && name.equals("wait") ? seconds(value) : wait;
            }
        }
        return new Preference(respondAsync, wait);
    }

    /** How long the client will wait, at most the limit. */
    public Optional<Duration> waitUpTo(Duration limit) {
        return Optional.ofNullable(waitOrNull)
                .map(wait -> wait.compareTo(limit) < 0 ? wait : limit);
    }

    /** The value of {@code Preference-Applied}, when anything is. */
    public Optional<String> applied(Duration limit) {
        Optional<String> wait = waitUpTo(limit).map(seconds -> "wait=" + seconds.toSeconds());
        if (!respondAsync) {
            return wait;
        }
        return Optional.of(
                wait.map(applied -> "respond-async, " + applied).orElse("respond-async"));
    }

    private static @Nullable Duration seconds(String value) {
        String digits =
                value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                        ? value.substring(1, value.length() - 1)
                        : value;
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= MAX_DIGITS
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Duration.ofSeconds(Long.parseLong(digits)) : null;
    }
}
