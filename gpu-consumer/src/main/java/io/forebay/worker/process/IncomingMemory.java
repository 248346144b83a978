package io.forebay.worker.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Memory that another process writes. Confined to one caller at a time. */
final class IncomingMemory implements AutoCloseable {

    private final Path directory;
    private final String name;
    private @Nullable Arena arena;
    private ByteBuffer memory = ByteBuffer.allocate(0);
    private int generation;

    IncomingMemory(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /**
     * The first bytes of what the other process wrote; void after the next call.
     *
     * @param written its {@link OutgoingMemory#generation}
     */
    ByteBuffer read(int written, int bytes) throws IOException {
        if (written != generation) {
            map(written);
        }
        return memory.slice(0, bytes);
    }

    @Override
    public void close() {
        memory = ByteBuffer.allocate(0);
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // it lives as long as this, which closes it
    private void map(int written) throws IOException {
        close();
        try (FileChannel channel =
                FileChannel.open(
                        OutgoingMemory.file(directory, name, written), StandardOpenOption.READ)) {
            arena = Arena.ofShared();
            memory =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                            .asByteBuffer();
            generation = written;
        }
    }
}
