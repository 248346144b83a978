package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real {@code ./forebay} of the checkout, as a process, against a running instance. */
record Command(Standalone standalone) {

    private static final Path LAUNCHER = Path.of("..", "forebay").toAbsolutePath().normalize();

    /** What it printed, and its exit status. */
    record Ran(int status, String out, String err) {

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new AssertionError(out, e);
            }
        }

        Ran succeeded() {
            assertThat(status).as("%s%s", out, err).isZero();
            return this;
        }

        /** The first word, which is the id of what was made. */
        String id() {
            return out.split(" ", 2)[0];
        }
    }

    Ran run(String... args) throws IOException, InterruptedException {
        Path err = Files.createTempFile("forebay-command", ".err");
        Process process = start(err, args);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(err);
        Files.delete(err);
        return new Ran(process.exitValue(), out, said);
    }

    /** Starts it and leaves it running. */
    Process start(Path err, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(
                        Map.of(
                                "JAVA_HOME", System.getProperty("java.home"),
                                "FOREBAY_URL", standalone.uri().toString(),
                                "FOREBAY_HOME", standalone.home().root().toString()));
        return builder.redirectError(err.toFile()).start();
    }
}
