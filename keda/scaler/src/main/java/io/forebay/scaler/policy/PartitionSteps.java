package io.forebay.scaler.policy;

/**
 * Which worker counts are worth their money. With P partitions, n workers finish a flood when the
 * one with the most partitions, {@code ceil(P/n)}, does; a count where that does not fall buys
 * nothing.
 */
record PartitionSteps(int partitions) {

    /** The fewest workers that are worth as much as {@code need} evenly loaded ones. */
    int atLeast(double need) {
        if (need <= 0) {
            return 0;
        }
        int share = Math.max(1, (int) Math.floor(partitions / need + 1e-9));
        return (partitions + share - 1) / share;
    }
}
