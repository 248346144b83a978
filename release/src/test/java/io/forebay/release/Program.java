package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of others, and the command of the release, as processes. */
final class Program {

    private static final int SECONDS = 60;

    private Program() {}

    /** What a program said, on both of its outputs, and how it ended. */
    record Ran(int status, String output) {

        Ran succeeded() {
            assertThat(status).as(output).isZero();
            return this;
        }
    }

    static Ran run(Path folder, String... command) {
        return run(folder, Map.of(), List.of(command));
    }

    /** Runs it to its end, for a minute at most. */
    static Ran run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("forebay-release", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            assertThat(ended).as("%s is not done within %s s: %s", command, SECONDS, said).isTrue();
            return new Ran(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is on the PATH. */
    static boolean isHere(String name) {
        return Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
