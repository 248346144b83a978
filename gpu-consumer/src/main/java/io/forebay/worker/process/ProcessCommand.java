package io.forebay.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a device process is started: the same Java, class path and build as this one.
 *
 * @param main the class that is started
 * @param heapMib the most heap, MiB; tensors and models are outside of it
 * @param scratch where memory is shared, best a tmpfs
 * @param onnx the {@code onnx} section of the configuration, as YAML
 */
record ProcessCommand(String main, int heapMib, Path scratch, String onnx) {

    static final String CONFIG = "onnx.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessCommand.class);
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** Where memory is shared unless the configuration says otherwise. */
    static Path scratch(String configured) {
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        return Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
                ? SHARED_MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** For one process and its conversations; nobody else can read it. */
    Path freshDirectory() throws IOException {
        Path directory =
                Files.createTempDirectory(
                        scratch,
                        "forebay-",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Files.writeString(directory.resolve(CONFIG), onnx);
        return directory;
    }

    Process start(Path directory) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heapMib + "m",
                                "-XX:+UseSerialGC",
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:ErrorFile="
                                        + Path.of(
                                                System.getProperty("java.io.tmpdir"),
                                                "forebay-device-%p.log"),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                main,
                                directory.toString()));
        // Not as an argument: a long command line is shown by every ps.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        // Its input stays open for as long as this process lives: that is how it knows.
        return builder.redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Both processes may be at it. */
    static void delete(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("directory", directory).setCause(e).log("cannot clean up");
        }
    }
}
