package io.forebay.worker.onnx;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Native memory that one engine's batches are assembled in, used again by every run. Confined to
 * the device thread.
 */
final class Slab implements AutoCloseable {

    /** A cache line, and what vector loads like. */
    static final int ALIGNMENT = 64;

    private static final int SMALLEST = 1 << 16;

    private @Nullable Arena arena;
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    /** More than one slab can hold. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLargeException(long bytes) {
            super("a batch of " + bytes + " bytes is more than one run can take");
        }
    }

    /**
     * Makes room for this many bytes and starts again from the beginning: everything taken before
     * is void.
     */
    void reserve(long bytes) {
        if (bytes > memory.capacity()) {
            grow(bytes);
        }
        memory.clear();
    }

    /** The next bytes, zeroed or not, in native order. */
    ByteBuffer take(long bytes) {
        int size = Math.toIntExact(bytes);
        ByteBuffer taken = memory.slice(memory.position(), size).order(ByteOrder.nativeOrder());
        memory.position(memory.position() + Math.toIntExact(padded(bytes)));
        return taken;
    }

    /** What {@link #take} uses up of what is reserved. */
    static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    @Override
    public void close() {
        memory = ByteBuffer.allocateDirect(0);
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // it lives as long as the slab, which closes it
    private void grow(long bytes) {
        if (bytes > Integer.MAX_VALUE - ALIGNMENT) {
            throw new TooLargeException(bytes);
        }
        long doubled = Math.max(SMALLEST, Long.highestOneBit(Math.max(1, bytes - 1)) * 2);
        close();
        // Shared, because the thread that closes an engine need not be the one that ran it.
        arena = Arena.ofShared();
        long size = Math.min(doubled, Integer.MAX_VALUE - ALIGNMENT);
        memory = arena.allocate(size, ALIGNMENT).asByteBuffer();
    }
}
