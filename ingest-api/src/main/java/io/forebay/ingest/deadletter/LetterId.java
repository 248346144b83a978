package io.forebay.ingest.deadletter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a dead letter: where it lies in {@code forebay.dead-letters}. Opaque to clients. */
public record LetterId(int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("dl_(\\d{1,6})_(\\d{1,18})");

    /** The id that a client sent, if it is one by its form. */
    public static Optional<LetterId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new LetterId(
                                Integer.parseInt(matcher.group(1)),
                                Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    public String text() {
        return "dl_" + partition + "_" + offset;
    }
}
