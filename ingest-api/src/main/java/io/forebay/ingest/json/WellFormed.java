package io.forebay.ingest.json;

/** Tells text that has a UTF-8 form; JSON's escapes can spell text that has none. */
public final class WellFormed {

    private WellFormed() {}

    /** Whether every surrogate has its other half. */
    public static boolean test(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
