package io.forebay.ingest.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tensor data that grows while it is read. Confined to one request. */
final class LittleEndianBuffer {

    private static final int SMALLEST = 64;

    private ByteBuffer bytes;

    LittleEndianBuffer(long expectedSize, int maxInitialSize) {
        int size = Math.clamp(expectedSize, SMALLEST, Math.max(SMALLEST, maxInitialSize));
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    void putByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void putShort(int value) {
        room(Short.BYTES).putShort((short) value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    /** A BYTES element: its length, then itself. */
    void putElement(byte[] element) {
        putInt(element.length);
        room(element.length).put(element);
    }

    /** What was put; the buffer must not be used after. */
    ByteString toByteString() {
        return UnsafeByteOperations.unsafeWrap(bytes.array(), 0, bytes.position());
    }

    private ByteBuffer room(int size) {
        if (bytes.remaining() < size) {
            int needed = Math.addExact(bytes.position(), size);
            long doubled = Math.min(2L * bytes.capacity(), Integer.MAX_VALUE - 8);
            ByteBuffer larger = ByteBuffer.allocate((int) Math.max(needed, doubled));
            bytes = larger.order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
        }
        return bytes;
    }
}
