package io.forebay.worker.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.forebay.schemas.model.Model;
import io.forebay.worker.model.EngineLoader;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelSignature;
import io.forebay.worker.model.UnusableModelException;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime in this process. Safe for use by several threads; close it after the engines that it
 * loaded.
 */
public final class OnnxRuntime implements EngineLoader, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

    private final OrtEnvironment environment;
    private final NativeTensors natives;
    private final Sessions sessions;
    private final OnnxConfig config;
    private final Watchdog watchdog = new Watchdog();

    private OnnxRuntime(OrtEnvironment environment, OnnxConfig config, boolean sharedThreads) {
        this.environment = environment;
        CApi api = CApi.open();
        outlastShutdown(api);
        this.natives = NativeTensors.open(api);
        this.config = config;
        this.sessions = new Sessions(environment, config, sharedThreads);
    }

    /**
     * Loads the native library, which takes about 300 ms the first time.
     *
     * @throws UnusableModelException when it does not load here
     */
    public static OnnxRuntime start(OnnxConfig config) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new UnusableModelException("tensors are little-endian; this processor is not");
        }
        Telemetry.turnOff();
        if (!config.sharedThreads()) {
            return new OnnxRuntime(environment(), config, false);
        }
        try (var threads = new OrtEnvironment.ThreadingOptions()) {
            threads.setGlobalIntraOpNumThreads(config.intraOpThreads());
            threads.setGlobalInterOpNumThreads(1);
            threads.setGlobalSpinControl(false);
            var made =
                    OrtEnvironment.getEnvironment(
                            OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "forebay", threads);
            return new OnnxRuntime(made, config, true);
        } catch (IllegalStateException e) {
            // The process has one environment, and it was made without a pool.
            LOG.atWarn().setCause(e).log("threads are not shared: ONNX Runtime runs already");
            return new OnnxRuntime(environment(), config, false);
        } catch (OrtException e) {
            throw new UnusableModelException("ONNX Runtime does not start: " + e.getMessage(), e);
        }
    }

    /**
     * The Java API gives its environment back in a shutdown hook of its own, while those of this
     * process still let runs and loads end, which then crash.
     */
    private static void outlastShutdown(CApi api) {
        try {
            api.keepEnvironment();
        } catch (OrtException e) {
            throw new UnusableModelException("ONNX Runtime does not keep its environment", e);
        }
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "forebay");
    }

    @Override
    public ModelSignature inspect(ModelFiles files) {
        try (OrtSession session = sessions.openOnCpu(files)) {
            return Signatures.of(session, files.title());
        } catch (OrtException e) {
            throw Sessions.unusable(files, e);
        }
    }

    /** Loads a model; what it returns is confined to the device thread but for preparing. */
    @Override
    public OnnxEngine load(ModelFiles files, Model model) {
        ModelPlan plan = ModelPlan.of(model);
        OrtSession session = sessions.open(files, plan);
        try {
            LoadedModel loaded = LoadedModel.of(environment, natives, session, plan);
            return new OnnxEngine(loaded, config.executionProvider(), watchdog.watch());
        } catch (OrtException | RuntimeException e) {
            Sessions.close(session);
            throw Sessions.unusable(files, e);
        }
    }

    /** Stops the watchdog. The native library stays in the process. */
    @Override
    public void close() {
        watchdog.close();
    }
}
