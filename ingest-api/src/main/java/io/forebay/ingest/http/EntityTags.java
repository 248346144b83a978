package io.forebay.ingest.http;

import java.util.List;

/** Compares entity tags (RFC 9110, section 13.1.2). */
final class EntityTags {

    private EntityTags() {}

    /** Whether {@code If-None-Match} names the tag; weakly, as it must be compared there. */
    static boolean match(List<String> ifNoneMatch, String tag) {
        for (String header : ifNoneMatch) {
            for (String candidate : header.split(",", -1)) {
                String stripped = candidate.strip();
                String strong = stripped.startsWith("W/") ? stripped.substring(2) : stripped;
                if (strong.equals("*") || strong.equals(tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
