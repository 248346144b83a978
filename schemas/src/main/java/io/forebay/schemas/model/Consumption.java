package io.forebay.schemas.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How workers take a model's work from Kafka. All versions of a model have the same, for they share
 * its topics.
 *
 * @param group the kind of group that the workers of a lane form
 * @param maxPollRecords jobs that a member of a share group takes at once, and has in hand at the
 *     most; null = as many as a batch may have
 * @param members members of a lane's share group that each worker runs: with more than one it takes
 *     the next jobs while it runs the last
 */
public record Consumption(Group group, @Nullable Integer maxPollRecords, Integer members) {

    static final Consumption DEFAULT = ofConsumers();

    static final int MOST_RECORDS = 512;
    private static final int MOST_MEMBERS = 8;

    /** A kind of group, as Kafka has them. */
    public enum Group {
        /** Each partition is one worker's: what it holds back is in order. */
        CONSUMER,
        /** Each record is one worker's (KIP-932): in no order, and however many workers. */
        SHARE
    }

    public Consumption {
        if (group != Group.SHARE && (maxPollRecords != null || members != null)) {
            throw new IllegalArgumentException(
                    "max-poll-records and members are for a share group; say group: share, or leave"
                            + " them out");
        }
        group = group == null ? Group.CONSUMER : group;
        members = members == null ? 1 : members;
        requireBetween(
                "max-poll-records", maxPollRecords == null ? 1 : maxPollRecords, MOST_RECORDS);
        requireBetween("members", members, MOST_MEMBERS);
    }

    /** Whether workers share the records of a partition, so that nothing is in order. */
    public boolean isShared() {
        return group == Group.SHARE;
    }

    @SuppressWarnings("NullAway") // what is not said has a default
    private static Consumption ofConsumers() {
        return new Consumption(Group.CONSUMER, null, null);
    }

    /** As the manifest says it. */
    String groupName() {
        return group.name().toLowerCase(Locale.ROOT);
    }

    private static void requireBetween(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "%s must be 1 to %d, not %d".formatted(key, most, value));
        }
    }
}
