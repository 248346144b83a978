package io.forebay.ingest.protocol;

import io.forebay.schemas.tensor.Datatype;

/** The values of an integer datatype of up to 64 signed bits. */
record IntegerRange(long least, long greatest) {

    private static final IntegerRange LONG = new IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE);

    static IntegerRange of(Datatype type) {
        int bits = type.size() * Byte.SIZE;
        return switch (type) {
            case INT8, INT16, INT32 ->
                    new IntegerRange(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
            case UINT8, UINT16, UINT32 -> new IntegerRange(0, (1L << bits) - 1);
            case INT64 -> LONG;
            case UINT64, BOOL, FP16, BF16, FP32, FP64, BYTES ->
                    throw new IllegalArgumentException(type + " has no such range");
        };
    }

    boolean holds(long value) {
        return value >= least && value <= greatest;
    }
}
