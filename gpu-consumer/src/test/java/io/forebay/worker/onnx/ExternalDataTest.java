package io.forebay.worker.onnx;

import static io.forebay.worker.onnx.Requests.floats;
import static io.forebay.worker.onnx.Requests.output;
import static io.forebay.worker.onnx.Requests.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelRepository;
import io.forebay.worker.model.UnusableModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that keep their weights beside them, and models that reach for what is not theirs. */
class ExternalDataTest {

    private static final Shape ONE = Shape.of(1, 1);

    @TempDir Path temporary;

    private Path directory;

    @BeforeEach
    void somethingOfOthers() throws IOException {
        directory = Files.createDirectories(temporary.resolve("made-up/1"));
        Files.write(temporary.resolve("secret"), weights(42));
        Files.write(temporary.resolve("made-up/other"), weights(42));
    }

    @Test
    void servesWeightsThatLieBesideTheModel() throws IOException {
        Files.createDirectories(directory.resolve("weights"));
        Files.write(directory.resolve("weights/shift.bin"), weights(3));
        try (OnnxEngine engine = TestModels.made(temporary, shiftedBy("weights/shift.bin"), "")) {
            assertThat(output(run(engine, Requests.of(floats("x", ONE, 2))).getFirst(), "y"))
                    .isEqualTo(floats("y", ONE, 5));
        }
    }

    @Test
    void otherWeightsAreAnotherModel() throws IOException {
        Files.write(directory.resolve("shift.bin"), weights(3));
        ModelFiles before = TestModels.write(temporary, shiftedBy("shift.bin"), "");
        Files.write(directory.resolve("shift.bin"), weights(4));
        ModelFiles after = new ModelRepository(temporary).find("made-up", "1").orElseThrow();
        assertThat(after.digest()).isNotEqualTo(before.digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../secret",
                "../other",
                "weights/../../other",
                "SECRET",
                "link",
                "linked/other",
                "missing.bin",
                "",
                ".",
                "/proc/self/environ",
                "*/_ORT_MEM_ADDR_/*",
                "a\0b"
            })
    void neverReadsWhatIsNotOfItsDirectory(String location) throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), temporary.resolve("secret"));
        Files.createSymbolicLink(directory.resolve("linked"), temporary.resolve("made-up"));
        String named = location.replace("SECRET", temporary.resolve("secret").toString());
        assertThatThrownBy(() -> TestModels.made(temporary, shiftedBy(named), ""))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("weights");
    }

    @Test
    void looksIntoGraphsWithinGraphs() {
        byte[] body =
                new OnnxModelBuilder()
                        .external("shift", Datatype.FP32, new long[] {1}, "../other")
                        .node("Identity", "shift", "out")
                        .output("out", Datatype.FP32, 1)
                        .graph("branch");
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.BOOL)
                        .node(
                                "If",
                                List.of("x"),
                                List.of("y"),
                                Map.of("then_branch", body, "else_branch", body))
                        .output("y", Datatype.FP32, 1)
                        .build();
        assertThatThrownBy(() -> TestModels.made(temporary, model, ""))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("keeps weights in '../other'");
    }

    private static byte[] shiftedBy(String location) {
        return new OnnxModelBuilder()
                .input("x", Datatype.FP32, "N", 1)
                .external("shift", Datatype.FP32, new long[] {1}, location)
                .node("Add", List.of("x", "shift"), List.of("y"), Map.of())
                .output("y", Datatype.FP32, "N", 1)
                .build();
    }

    private static byte[] weights(float value) {
        return floats("", Shape.of(1), value).data().toByteArray();
    }
}
