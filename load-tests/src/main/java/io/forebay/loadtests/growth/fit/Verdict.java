package io.forebay.loadtests.growth.fit;

/** How a cost goes with the size. */
public enum Verdict {
    FASTER("grows faster than its work"),
    NOT_FASTER("grows no faster than its work"),
    UNKNOWN("cannot be told: sizes with right answers do not span a factor of ten");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
