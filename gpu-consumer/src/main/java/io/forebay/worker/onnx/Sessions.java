package io.forebay.worker.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.forebay.schemas.model.ExternalData;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.UnusableModelException;
import io.forebay.worker.onnx.OnnxConfig.ExecutionProvider;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions with the options that serving needs. Safe for use by several threads. */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final OrtEnvironment environment;
    private final OnnxConfig config;
    private final boolean sharedThreads;

    Sessions(OrtEnvironment environment, OnnxConfig config, boolean sharedThreads) {
        this.environment = environment;
        this.config = config;
        this.sharedThreads = sharedThreads;
    }

    /** To read the signature only. */
    OrtSession openOnCpu(ModelFiles files) throws OrtException {
        try (SessionOptions options = options()) {
            requireOwnData(files);
            return environment.createSession(files.modelFile().toString(), options);
        }
    }

    /**
     * Whatever was checked before: ONNX Runtime shall never follow a path that leaves the model's
     * directory.
     */
    private static void requireOwnData(ModelFiles files) {
        try {
            var _ = ExternalData.of(files.modelFile());
        } catch (IOException e) {
            throw unusable(files, e);
        }
    }

    /**
     * On the configured device.
     *
     * @throws UnusableModelException when the provider is missing or refuses the model
     */
    OrtSession open(ModelFiles files, ModelPlan plan) {
        try (SessionOptions options = options()) {
            switch (config.executionProvider()) {
                case CPU -> {}
                case CUDA -> addCuda(options);
                case TENSORRT -> {
                    addTensorRt(options, plan);
                    addCuda(options);
                }
            }
            requireOwnData(files);
            return environment.createSession(files.modelFile().toString(), options);
        } catch (OrtException e) {
            throw unusable(files, e);
        }
    }

    private SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setInterOpNumThreads(1);
        // Per shape it would keep a pattern: batches vary, and one session grew without bound
        // (microsoft/onnxruntime#29351).
        options.setMemoryPatternOptimization(false);
        if (sharedThreads) {
            options.disablePerSessionThreads();
        } else {
            options.setIntraOpNumThreads(config.intraOpThreads());
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
        }
        return options;
    }

    private void addCuda(SessionOptions options) throws OrtException {
        requireProvider(OrtProvider.CUDA, ExecutionProvider.CUDA);
        try (var cuda = new OrtCUDAProviderOptions(config.deviceId())) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("arena_extend_strategy", "kSameAsRequested");
            // An exhaustive search would run anew for each shape of batch.
            settings.put("cudnn_conv_algo_search", "HEURISTIC");
            settings.put("do_copy_in_default_stream", "1");
            if (config.executionProvider() == ExecutionProvider.CUDA) {
                settings.putAll(config.providerOptions());
            }
            for (var setting : settings.entrySet()) {
                cuda.add(setting.getKey(), setting.getValue());
            }
            options.addCUDA(cuda);
        }
    }

    private void addTensorRt(SessionOptions options, ModelPlan plan) throws OrtException {
        requireProvider(OrtProvider.TENSOR_RT, ExecutionProvider.TENSORRT);
        try (var tensorRt = new OrtTensorRTProviderOptions(config.deviceId())) {
            Map<String, String> settings = new LinkedHashMap<>(TensorRtProfiles.of(plan));
            settings.putAll(config.providerOptions());
            for (var setting : settings.entrySet()) {
                tensorRt.add(setting.getKey(), setting.getValue());
            }
            options.addTensorrt(tensorRt);
        }
    }

    private static void requireProvider(OrtProvider provider, ExecutionProvider configured) {
        var available = OrtEnvironment.getAvailableProviders();
        if (!available.contains(provider)) {
            throw new UnusableModelException(
                    "execution-provider %s is not in this build of ONNX Runtime, which has %s; use the image worker-cuda, or put onnxruntime_gpu in the place of onnxruntime"
                            .formatted(configured, available));
        }
    }

    static UnusableModelException unusable(ModelFiles files, Exception cause) {
        return cause instanceof UnusableModelException already
                ? already
                : new UnusableModelException(
                        "%s: ONNX Runtime cannot load %s: %s"
                                .formatted(files.title(), files.modelFile(), cause.getMessage()),
                        cause);
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.atWarn().setCause(e).log("a session did not close");
        }
    }
}
