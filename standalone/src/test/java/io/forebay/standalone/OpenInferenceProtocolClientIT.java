package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that knows nothing of Forebay: Triton's own, from PyPI. */
@ExtendWith(RunningForebay.class)
class OpenInferenceProtocolClientIT {

    private static final Path VENV = Path.of("target", "oip-client");
    private static final String CLIENT = "tritonclient[http]==2.73.0";

    record Ran(int status, String output) {}

    @Test
    void runsUnmodified(Standalone standalone) throws Exception {
        Path python = pythonWithClient();
        Ran ran =
                run(
                        python.toString(),
                        "src/test/resources/oip_client.py",
                        standalone.uri().getAuthority(),
                        standalone.apiKey());

        assertThat(ran.status()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("all well");
    }

    private static Path pythonWithClient() throws IOException, InterruptedException {
        Path python = VENV.resolve("bin/python").toAbsolutePath();
        if (!Files.exists(VENV.resolve("installed"))) {
            Ran made = run("python3", "-m", "venv", VENV.toString());
            assumeTrue(made.status() == 0, "SKIPPED: no python3 with venv here: " + made.output());
            Ran installed = run(python.toString(), "-m", "pip", "install", "-q", CLIENT);
            assumeTrue(
                    installed.status() == 0,
                    "SKIPPED: cannot install " + CLIENT + ": " + installed.output());
            Files.createFile(VENV.resolve("installed"));
        }
        return python;
    }

    private static Ran run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Ran(127, e.toString());
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), output);
    }
}
