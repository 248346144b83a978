package io.forebay.schemas.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record that says nothing. Kafka ends a partition's file only with the next record, so that
 * where none comes the last ones would lie there for ever: the dispatchers write this one. Readers
 * pass over it.
 */
public final class Nudge {

    private static final String TEXT = "nudge";
    private static final byte[] KEY = TEXT.getBytes(US_ASCII);

    private Nudge() {}

    /** Its key; it has no value. */
    public static byte[] key() {
        return KEY.clone();
    }

    public static boolean is(byte @Nullable [] key, @Nullable Object value) {
        return value == null && Arrays.equals(key, KEY);
    }

    public static boolean is(@Nullable String key, @Nullable Object value) {
        return value == null && TEXT.equals(key);
    }
}
