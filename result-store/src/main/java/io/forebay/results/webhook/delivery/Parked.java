package io.forebay.results.webhook.delivery;

/**
 * An owed delivery of which only the place in the log is kept in memory.
 *
 * @param offset of its record
 * @param dueAt epoch milliseconds
 */
public record Parked(String id, LaneKey lane, Share share, long offset, long dueAt) {

    Parked later(long newDueAt) {
        return new Parked(id, lane, share, offset, newDueAt);
    }
}
