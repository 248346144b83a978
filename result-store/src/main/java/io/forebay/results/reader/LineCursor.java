package io.forebay.results.reader;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a reader has come among the ended lines of a batch: for each partition of the job states
 * the offset of the last one. As stable as the log: it survives restarts and rebuilds of the view.
 *
 * @param offsets by partition; partitions of which nothing was read are absent
 */
public record LineCursor(SortedMap<Integer, Long> offsets) {

    public static final LineCursor START = new LineCursor(new TreeMap<>());

    private static final int MOST_BYTES = 64 * 1024;
    private static final int VARINT_BYTES = 10;

    public LineCursor {
        offsets = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    long of(int partition) {
        return offsets.getOrDefault(partition, -1L);
    }

    LineCursor with(int partition, long offset) {
        SortedMap<Integer, Long> next = new TreeMap<>(offsets);
        next.put(partition, offset);
        return new LineCursor(next);
    }

    /** Opaque to clients. */
    public String text() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * VARINT_BYTES * offsets.size());
        offsets.forEach((partition, offset) -> {
            write(bytes, partition);
            write(bytes, offset);
        });
        byte[] written = java.util.Arrays.copyOf(bytes.array(), bytes.position());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(written);
    }

    public static Optional<LineCursor> parse(String text) {
        if (text.length() > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            SortedMap<Integer, Long> offsets = new TreeMap<>();
            while (bytes.hasRemaining()) {
                int partition = Math.toIntExact(read(bytes));
                offsets.put(partition, read(bytes));
            }
            return Optional.of(new LineCursor(offsets));
        } catch (IllegalArgumentException
                | ArithmeticException
                | java.nio.BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static void write(ByteBuffer out, long number) {
        long left = number;
        while (left >= 0x80) {
            out.put((byte) (left | 0x80));
            left >>>= 7;
        }
        out.put((byte) left);
    }

    private static long read(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }
}
