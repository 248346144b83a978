package io.forebay.dispatcher.streams;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and in how much memory the stores are.
 *
 * @param dir on a local disk that outlives the process: without it, a start reads the changelogs
 * @param memoryMib RocksDB's memory outside the heap, over all stores, in MiB
 * @param writeBufferMib how much of it may hold what is not on disk yet, in MiB
 */
public record StateConfig(Path dir, Integer memoryMib, Integer writeBufferMib) {

    public static final StateConfig DEFAULT = new StateConfig(null, null, null);

    public StateConfig(
            @Nullable Path dir, @Nullable Integer memoryMib, @Nullable Integer writeBufferMib) {
        this.dir = dir == null ? Path.of("data", "dispatcher") : dir;
        this.memoryMib = memoryMib == null ? 256 : memoryMib;
        this.writeBufferMib = writeBufferMib == null ? 96 : writeBufferMib;
        if (this.writeBufferMib < 1 || this.memoryMib < this.writeBufferMib) {
            throw new IllegalArgumentException(
                    "write-buffer-mib (%d) must be at least 1 and at most memory-mib (%d)"
                            .formatted(this.writeBufferMib, this.memoryMib));
        }
    }
}
