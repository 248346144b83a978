package io.forebay.ingest.protocol;

/** JSON pointers (RFC 6901). */
final class Pointers {

    private static final int MAX_NAME = 64;

    private Pointers() {}

    /** A member's name as a part of a pointer, cut to a length that is fit to be repeated. */
    static String escape(String name) {
        String cut = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
        return cut.replace("~", "~0").replace("/", "~1");
    }
}
