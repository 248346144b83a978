package io.forebay.schemas.tensor;

import java.util.Arrays;
import java.util.Optional;

/** The datatypes of the Open Inference Protocol v2, under their wire names. */
public enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /** Elements of varying size, each behind a 4-byte little-endian length. */
    BYTES(0);

    private final int size;

    Datatype(int size) {
        this.size = size;
    }

    /** Bytes per element; 0 for {@link #BYTES}. */
    public int size() {
        return size;
    }

    public boolean isFixedSize() {
        return size > 0;
    }

    public static Optional<Datatype> parse(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
