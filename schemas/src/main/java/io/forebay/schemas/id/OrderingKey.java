package io.forebay.schemas.id;

/** What a client calls jobs that are to run one after another. */
public final class OrderingKey {

    /** Characters; a UUID has 36. */
    public static final int MAX_LENGTH = 128;

    /** What is to be told of a key that is none. */
    public static final String EXPECTED =
            "expected 1 to %d printable ASCII characters".formatted(MAX_LENGTH);

    private OrderingKey() {}

    public static boolean isSound(String key) {
        return !key.isEmpty()
                && key.length() <= MAX_LENGTH
                && key.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
