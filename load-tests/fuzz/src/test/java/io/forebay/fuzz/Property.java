package io.forebay.fuzz;

/** What must hold of every input. */
public final class Property {

    private Property() {}

    /** Fails, saying what does not hold; made for millions of calls a minute. */
    public static void holds(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    /** Fails, saying what is not as it was. */
    public static void same(Object seen, Object expected, String what) {
        if (!seen.equals(expected)) {
            throw new AssertionError("%s: %s, not %s".formatted(what, seen, expected));
        }
    }
}
