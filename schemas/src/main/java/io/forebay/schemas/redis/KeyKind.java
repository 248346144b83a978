package io.forebay.schemas.redis;

/**
 * The kinds of keys in the view of one partition: {@code fb:{n}:<kind>}, or {@code
 * fb:{n}:<kind>:<whose>} where there are many.
 */
public enum KeyKind {
    JOB("job", true),
    FLIGHT("flight", true),
    POSITION("position", false),
    JOBS("jobs", true),
    OPEN("open", true),
    FEED("feed", true),
    BATCH("batch", true),
    BATCH_POSITION("batch-position", false),
    BATCHES("batches", true),
    BATCH_DUTIES("batch-duties", false),
    BATCH_RESULTS("batch-results", true),
    BATCH_ERRORS("batch-errors", true),
    DELIVERIES("deliveries", true),
    DELIVERY_POSITION("delivery-position", false);

    private static final String PREFIX = "fb:{";

    private final String text;
    private final boolean many;

    KeyKind(String text, boolean many) {
        this.text = text;
        this.many = many;
    }

    /** What Redis's rules call all keys of this kind, of every partition. */
    public String pattern() {
        return PREFIX + "*}:" + text + (many ? ":*" : "");
    }

    /** The partition's only key of this kind. */
    String of(int partition) {
        return PREFIX + partition + "}:" + text;
    }

    /** The key of this kind that is somebody's. */
    String of(int partition, String whose) {
        return of(partition) + ":" + whose;
    }
}
