package io.forebay.worker.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Memory that this process writes and another one reads. Confined to one caller at a time. */
final class OutgoingMemory implements AutoCloseable {

    private static final long SMALLEST = 1 << 20;
    private static final long LARGEST = Integer.MAX_VALUE - 4096L;
    private static final int ZEROS = 1 << 20;

    private final Path directory;
    private final String name;
    private @Nullable Arena arena;
    private ByteBuffer memory = ByteBuffer.allocate(0);
    private int generation;

    OutgoingMemory(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    static Path file(Path directory, String name, int generation) {
        return directory.resolve(name + "-" + generation);
    }

    /** The file that {@link #reserve} last gave memory of. */
    int generation() {
        return generation;
    }

    /**
     * Memory of at least this size; what was there before is void.
     *
     * @throws IOException when there is no room for it
     */
    ByteBuffer reserve(long bytes) throws IOException {
        if (bytes > memory.capacity()) {
            grow(bytes);
        }
        return memory.clear();
    }

    @Override
    public void close() throws IOException {
        memory = ByteBuffer.allocate(0);
        if (arena != null) {
            arena.close();
            arena = null;
            Files.deleteIfExists(file(directory, name, generation));
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // it lives as long as this, which closes it
    private void grow(long bytes) throws IOException {
        if (bytes > LARGEST) {
            throw new IOException("a batch of " + bytes + " bytes is more than one run can take");
        }
        close();
        generation++;
        long size = Math.min(LARGEST, Math.max(SMALLEST, Long.highestOneBit(bytes - 1) * 2));
        Path file = file(directory, name, generation);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            fill(channel, size);
            // Shared: the thread that closes an engine need not be the one that ran it.
            arena = Arena.ofShared();
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena).asByteBuffer();
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Takes the room now: to run out of it at a later access would kill the process. */
    private static void fill(FileChannel channel, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        for (long left = size; left > 0; ) {
            zeros.clear().limit((int) Math.min(left, ZEROS));
            left -= channel.write(zeros);
        }
    }
}
