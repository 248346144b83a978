package io.forebay.worker.process;

import java.time.Duration;

/**
 * Where models run.
 *
 * @param mode {@code process} keeps what crashes or hangs away from this worker's membership;
 *     {@code none} spares the second process
 * @param heapMib the device process's heap, MiB; tensors and models are outside of it
 * @param hangGrace how long past its time limit a run may go on before its process is killed
 * @param scratchDirectory where memory is shared with the device process; empty = {@code /dev/shm}
 *     where there is one
 */
public record IsolationConfig(
        Mode mode, Integer heapMib, Duration hangGrace, String scratchDirectory) {

    private static final int DEFAULT_HEAP_MIB = 256;
    private static final int LEAST_HEAP_MIB = 32;

    public IsolationConfig {
        mode = mode == null ? Mode.PROCESS : mode;
        heapMib = heapMib == null ? Integer.valueOf(DEFAULT_HEAP_MIB) : heapMib;
        hangGrace = hangGrace == null ? Duration.ofSeconds(5) : hangGrace;
        scratchDirectory = scratchDirectory == null ? "" : scratchDirectory;
        if (heapMib < LEAST_HEAP_MIB) {
            throw new IllegalArgumentException(
                    "isolation.heap-mib must be at least %d, not %d"
                            .formatted(LEAST_HEAP_MIB, heapMib));
        }
        if (hangGrace.isNegative() || hangGrace.isZero()) {
            throw new IllegalArgumentException("isolation.hang-grace must be positive");
        }
    }

    /** Which process runs models. */
    public enum Mode {
        /** One process for the device, started anew when it dies. */
        PROCESS,
        /** The worker's own: a model that crashes ends it. */
        NONE
    }
}
