package io.forebay.loadtests.workload;

import io.forebay.loadtests.random.SeededBits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time. */
final class LittleEndian {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** Random bytes, any count. */
    static void fill(SeededBits bits, byte[] into, int from, int count) {
        int at = from;
        for (; at + Long.BYTES <= from + count; at += Long.BYTES) {
            putLong(into, at, bits.next());
        }
        for (; at < from + count; at++) {
            into[at] = (byte) bits.next();
        }
    }
}
