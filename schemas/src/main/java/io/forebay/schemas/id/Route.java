package io.forebay.schemas.id;

/**
 * Where everything about one flight meets: the first four bytes of its {@link FlightKey}, which a
 * {@link JobId} carries along.
 *
 * @param value any int
 */
public record Route(int value) {

    /** The partition of a topic that is keyed by flight; the same for every such topic. */
    public int partition(int partitions) {
        return Integer.remainderUnsigned(value, partitions);
    }
}
