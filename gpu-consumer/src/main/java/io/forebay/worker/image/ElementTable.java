package io.forebay.worker.image;

import io.forebay.schemas.model.Preprocess;
import io.forebay.schemas.tensor.Datatype;

/**
 * What each of the 256 levels of each channel is in a model's input: {@code (v * scale - mean) /
 * std}, as the bits of its datatype. Immutable.
 */
final class ElementTable {

    private static final int LEVELS = 256;

    private final Datatype datatype;
    private final int[][] bits;

    /**
     * @throws IllegalArgumentException for a datatype that pictures are not made in
     */
    ElementTable(Preprocess manifest) {
        datatype =
                Datatype.parse(manifest.datatype())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "preprocess.datatype '%s' is unknown"
                                                .formatted(manifest.datatype())));
        bits = new int[manifest.mean().size()][LEVELS];
        for (int channel = 0; channel < bits.length; channel++) {
            double mean = manifest.mean().get(channel);
            double std = manifest.std().get(channel);
            for (int level = 0; level < LEVELS; level++) {
                bits[channel][level] = bits((level * manifest.scale() - mean) / std);
            }
        }
    }

    int channels() {
        return bits.length;
    }

    /** Bytes per element. */
    int size() {
        return datatype.size();
    }

    int bits(int channel, int level) {
        return bits[channel][level];
    }

    private int bits(double value) {
        return switch (datatype) {
            case FP32 -> Float.floatToIntBits((float) value);
            case FP16 -> Float.floatToFloat16((float) value);
            case UINT8 -> Math.clamp(Math.round(value), 0, LEVELS - 1);
            case BOOL, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BF16, FP64, BYTES ->
                    throw new IllegalArgumentException(
                            "preprocess.datatype must be FP32, FP16 or UINT8, not " + datatype);
        };
    }
}
