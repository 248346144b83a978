package io.forebay.schemas.tensor;

/** The upper half of a 32-bit float, as machine learning uses it; the JDK has only FP16. */
public final class BFloat16 {

    private BFloat16() {}

    /** The nearest value, ties to even. */
    public static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            // The quiet bit keeps a NaN whose payload is all in the lower half from becoming
            // infinity.
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
    }

    public static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
