package io.forebay.worker.onnx;

import java.util.Map;

/**
 * How models are run.
 *
 * @param executionProvider what computes: {@code cpu}, {@code cuda} or {@code tensorrt}
 * @param deviceId which GPU; unused on {@code cpu}
 * @param intraOpThreads threads that share the work of one operator; more than 1 pays only where
 *     cores would idle
 * @param sharedThreads one pool of {@code intra-op-threads} for all models of the process instead
 *     of one per model
 * @param providerOptions passed to the execution provider as they are, such as {@code
 *     gpu_mem_limit}; they win over what is set here
 */
public record OnnxConfig(
        ExecutionProvider executionProvider,
        Integer deviceId,
        Integer intraOpThreads,
        Boolean sharedThreads,
        Map<String, String> providerOptions) {

    public static final OnnxConfig DEFAULT =
            new OnnxConfig(ExecutionProvider.CPU, 0, 1, false, Map.of());

    public OnnxConfig {
        executionProvider = executionProvider == null ? ExecutionProvider.CPU : executionProvider;
        deviceId = deviceId == null ? 0 : deviceId;
        intraOpThreads = intraOpThreads == null ? 1 : intraOpThreads;
        sharedThreads = sharedThreads != null && sharedThreads;
        providerOptions = providerOptions == null ? Map.of() : Map.copyOf(providerOptions);
        if (deviceId < 0) {
            throw new IllegalArgumentException("device-id must be at least 0, not " + deviceId);
        }
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException(
                    "intra-op-threads must be at least 1, not " + intraOpThreads);
        }
    }

    /** What computes. */
    public enum ExecutionProvider {
        CPU,
        CUDA,
        TENSORRT
    }
}
