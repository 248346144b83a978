package io.forebay.ingest.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which names the lines of a batch have had: an open hash table of 128-bit digests in a temporary
 * file, so that a batch of any size takes no heap. Confined to one upload.
 */
final class CustomIds {

    private static final long ENTRY = 2L * Long.BYTES;

    private long slots = 1 << 12;
    private long used;
    private MemorySegment table = map(slots);

    /** Whether the name is new; from now on it is not. */
    boolean add(String name) {
        if (2 * used >= slots) {
            grow();
        }
        ByteBuffer digest = ByteBuffer.wrap(digest(name));
        // An empty slot is all zeros.
        boolean added = put(table, slots, digest.getLong() | 1, digest.getLong());
        used += added ? 1 : 0;
        return added;
    }

    private void grow() {
        MemorySegment next = map(2 * slots);
        for (long slot = 0; slot < slots; slot++) {
            long high = table.get(ValueLayout.JAVA_LONG, slot * ENTRY);
            if (high != 0) {
                long low = table.get(ValueLayout.JAVA_LONG, slot * ENTRY + Long.BYTES);
                put(next, 2 * slots, high, low);
            }
        }
        table = next;
        slots *= 2;
    }

    private static boolean put(MemorySegment table, long slots, long high, long low) {
        long slot = low & (slots - 1);
        while (true) {
            long there = table.get(ValueLayout.JAVA_LONG, slot * ENTRY);
            if (there == 0) {
                table.set(ValueLayout.JAVA_LONG, slot * ENTRY, high);
                table.set(ValueLayout.JAVA_LONG, slot * ENTRY + Long.BYTES, low);
                return true;
            }
            if (there == high
                    && table.get(ValueLayout.JAVA_LONG, slot * ENTRY + Long.BYTES) == low) {
                return false;
            }
            slot = (slot + 1) & (slots - 1);
        }
    }

    /** The file has no name any more when this returns, and goes with the garbage. */
    private static MemorySegment map(long slots) {
        try {
            Path file = Files.createTempFile("forebay-custom-ids", null);
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(
                        FileChannel.MapMode.READ_WRITE, 0, slots * ENTRY, Arena.ofAuto());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no room for the names of a batch's lines", e);
        }
    }

    private static byte[] digest(String name) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
