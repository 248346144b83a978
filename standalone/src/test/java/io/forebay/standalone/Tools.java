package io.forebay.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs programs of others that tests use. */
final class Tools {

    private Tools() {}

    /** What a program said, and how it ended. */
    record Ran(int status, String output) {

        boolean succeeded() {
            return status == 0;
        }
    }

    /** The program on the PATH, if it is there. */
    static Optional<Path> onPath(String name) {
        return Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs it to its end. */
    static Ran run(Path directory, long seconds, List<String> command) {
        try {
            Path output = Files.createTempFile("forebay-tool", ".log");
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Ran(-1, "not done within " + seconds + " s: " + command);
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Ran(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
