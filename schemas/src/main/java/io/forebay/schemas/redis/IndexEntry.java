package io.forebay.schemas.redis;

import io.forebay.schemas.id.JobId;
import java.util.Optional;

/**
 * A member of one of a tenant's sorted sets of jobs: a time in 13 digits, a colon, and the id, so
 * that the order of the texts is the order of the times.
 *
 * @param at Unix epoch milliseconds
 */
public record IndexEntry(long at, JobId id) {

    /** Where the id begins in {@link #text}, counted from 0. */
    public static final int ID_AT = 14;

    public String text() {
        return text(at, id.text());
    }

    /** The text of a job whose id was not looked at. */
    public static String text(long at, String id) {
        return "%013d:%s".formatted(Math.max(0, at), id);
    }

    public static Optional<IndexEntry> parse(String text) {
        if (text.length() <= ID_AT) {
            return Optional.empty();
        }
        try {
            long at = Long.parseLong(text.substring(0, ID_AT - 1));
            return JobId.parse(text.substring(ID_AT))
                    .map(id -> new IndexEntry(at, id))
                    .filter(entry -> entry.text().equals(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
