package io.forebay.worker.process;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.worker.onnx.OnnxConfig;
import io.forebay.worker.onnx.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Path;

/** The device process: {@code DeviceMain <directory>}. Started by a worker, and ends with it. */
public final class DeviceMain {

    private DeviceMain() {}

    /**
     * @param args the directory that is shared with the worker
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        OnnxConfig config =
                ConfigReader.withoutEnvironment()
                        .read(directory.resolve(ProcessCommand.CONFIG), OnnxConfig.class);
        DeviceHost.serve(directory, OnnxRuntime.start(config));
    }
}
