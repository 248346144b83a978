package io.forebay.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {

    @TempDir Path temporary;

    @Test
    void survivesALongCommandLine() throws Exception {
        assertEnds(StartsOnnxRuntime.class, "x".repeat(5_000));
    }

    @Test
    void loadsOnWhileTheProcessEnds() throws Exception {
        TestModels.write(temporary, OnnxModelBuilder.convNet(new Random(7)), "");
        assertEnds(EndsWhileLoading.class, temporary.toString());
    }

    private void assertEnds(Class<?> program, String argument) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path output = Files.createFile(temporary.resolve("output"));
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Process process =
                new ProcessBuilder(
                                java,
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath,
                                program.getName(),
                                argument)
                        .directory(temporary.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
