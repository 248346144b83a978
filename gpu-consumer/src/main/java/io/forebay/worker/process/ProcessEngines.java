package io.forebay.worker.process;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.model.Model;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.EngineLoader;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelSignature;
import io.forebay.worker.model.UnusableModelException;
import io.forebay.worker.onnx.OnnxConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * Loads models in one device process, which is started anew whenever it dies. Safe for use by
 * several threads; close it after the engines that it loaded.
 */
public final class ProcessEngines implements EngineLoader, AutoCloseable {

    /** TensorRT may build for long. */
    static final Duration LOAD_TIMEOUT = Duration.ofMinutes(15);

    private final DeviceProcess process;
    private final Duration hangGrace;

    private ProcessEngines(DeviceProcess process, Duration hangGrace) {
        this.process = process;
        this.hangGrace = hangGrace;
    }

    /** The process is started when it is first needed. */
    public static ProcessEngines of(IsolationConfig config, OnnxConfig onnx) {
        return of(config, onnx, DeviceMain.class.getName());
    }

    static ProcessEngines of(IsolationConfig config, OnnxConfig onnx, String main) {
        ProcessCommand command =
                new ProcessCommand(
                        main,
                        config.heapMib(),
                        ProcessCommand.scratch(config.scratchDirectory()),
                        ConfigReader.withoutEnvironment().write(onnx));
        return new ProcessEngines(new DeviceProcess(command), config.hangGrace());
    }

    @Override
    public ModelSignature inspect(ModelFiles files) {
        try (EngineLine line = process.connect()) {
            return line.inspect(files, LOAD_TIMEOUT);
        } catch (ProcessLostException e) {
            throw new UnusableModelException(
                    files.title() + ": " + e.getMessage() + " while it read the model", e);
        }
    }

    @Override
    public Engine load(ModelFiles files, Model model) {
        return new ProcessEngine(process, files, model, hangGrace);
    }

    /** The device process, while there is one. */
    Optional<ProcessHandle> handle() {
        return process.handle();
    }

    @Override
    public void close() {
        process.close();
    }
}
