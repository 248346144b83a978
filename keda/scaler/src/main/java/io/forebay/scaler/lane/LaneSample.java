package io.forebay.scaler.lane;

/**
 * What Kafka says of one lane at one moment.
 *
 * @param arrived sum of the end offsets
 * @param completed sum of the committed offsets; where a group has none, of the beginning ones; of
 *     a share group, what is not its lag
 * @param workers members of the worker group
 * @param partitions beyond which one more worker is idle; so many that none is, for a share group
 */
public record LaneSample(long arrived, long completed, int workers, int partitions) {}
