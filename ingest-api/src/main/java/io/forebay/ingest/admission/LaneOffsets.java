package io.forebay.ingest.admission;

/**
 * How far a lane's work and its workers are, over all partitions.
 *
 * @param ends records ever appended
 * @param committed records done with
 */
public record LaneOffsets(long ends, long committed) {

    long lag() {
        return Math.max(0, ends - committed);
    }
}
