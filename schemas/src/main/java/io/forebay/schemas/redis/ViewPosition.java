package io.forebay.schemas.redis;

import java.util.Optional;

/**
 * How far the view of one partition has come: the next offset of {@code forebay.job-states} to
 * apply. It lies in Redis beside what it describes, and is changed by the same script, so that the
 * two are never apart.
 *
 * <p>Absent means that Redis was lost: nobody may conclude anything from what is not there.
 *
 * @param nextOffset the first offset that is not in the view
 * @param live false while a lost view is being rebuilt, when readers may trust terminal states only
 */
public record ViewPosition(long nextOffset, boolean live) {

    private static final String REBUILDING = "rebuilding:";

    /** As it stands in Redis: {@code 42} or {@code rebuilding:42}. */
    public String text() {
        return live ? Long.toString(nextOffset) : REBUILDING + nextOffset;
    }

    public static Optional<ViewPosition> parse(String text) {
        boolean live = !text.startsWith(REBUILDING);
        try {
            ViewPosition position =
                    new ViewPosition(
                            Long.parseLong(live ? text : text.substring(REBUILDING.length())),
                            live);
            return Optional.of(position)
                    .filter(read -> read.nextOffset() >= 0 && read.text().equals(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
