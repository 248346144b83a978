package io.forebay.worker.onnx;

import static io.forebay.worker.onnx.Requests.output;
import static io.forebay.worker.onnx.Requests.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.Media;
import io.forebay.schemas.wire.WireTensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model with pre- and postprocessing, of which an output is called like a postprocessed one. */
class PictureModelTest {

    private static final String MANIFEST =
            """
            preprocess: { input: image, width: 64, height: 64 }
            postprocess:
              task: image-classification
              output: scores
              activation: softmax
              top-k: 3
            """;

    @TempDir Path temporary;
    private OnnxEngine engine;

    @BeforeEach
    void load() {
        byte[] model = OnnxModelBuilder.convNet(new SplittableRandom(1));
        engine = TestModels.made(temporary, model, MANIFEST);
    }

    @AfterEach
    void unload() {
        engine.close();
    }

    @Test
    void answersPicturesThatShareARunAsItAnswersThemAlone() {
        InferenceInput red = picture(0xFF0000);
        InferenceInput blue = picture(0x0000FF);
        List<InferenceOutput> together = run(engine, red, blue);
        assertThat(together.get(0).getTask()).isEqualTo("image-classification");
        assertThat(together.get(0).getOutputsList())
                .extracting(WireTensor::getName)
                .containsExactly("scores", "labels");
        assertThat(together.get(0).getOutputs(0).getShapeList()).containsExactly(3L);
        for (int i = 0; i < 2; i++) {
            InferenceOutput alone = run(engine, i == 0 ? red : blue).getFirst();
            assertThat(together.get(i).getOutputs(1)).isEqualTo(alone.getOutputs(1));
            SharedCase.requireClose(
                    "scores",
                    Floats.of(output(together.get(i), "scores")),
                    Floats.of(output(alone, "scores")),
                    1e-4,
                    1e-5);
        }
        assertThat(together.get(0)).isNotEqualTo(together.get(1));
    }

    @Test
    void givesTheModelsOwnOutputToWhoNamesIt() {
        InferenceInput named =
                picture(0xFF0000).toBuilder()
                        .addRequestedOutputs("labels")
                        .addRequestedOutputs("scores")
                        .build();
        InferenceOutput answer = run(engine, named).getFirst();
        assertThat(output(answer, "scores").shape()).isEqualTo(Shape.of(1, 10));
        assertThat(output(answer, "labels").shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void postprocessesOneRowAtATime() {
        Shape rows = Shape.of(2, 3, 64, 64);
        Tensor two = Requests.floats("image", rows, new float[Math.toIntExact(rows.elements())]);
        assertThatThrownBy(() -> engine.prepare(Requests.of(two)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("one row at a time, not for 2; request [scores]");
        InferenceInput raw = Requests.of(two).toBuilder().addRequestedOutputs("scores").build();
        assertThat(output(run(engine, raw).getFirst(), "scores").shape())
                .isEqualTo(Shape.of(2, 10));
    }

    @Test
    void refusesAPictureThatIsNone() {
        Media media = Media.newBuilder().setData(ByteString.copyFromUtf8("no picture")).build();
        assertThatThrownBy(
                        () -> engine.prepare(InferenceInput.newBuilder().setMedia(media).build()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_IMAGE));
    }

    private static InferenceInput picture(int rgb) {
        BufferedImage image = new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 80; x++) {
            image.setRGB(x, x / 2, rgb);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, "png", png)).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return InferenceInput.newBuilder()
                .setMedia(Media.newBuilder().setData(ByteString.copyFrom(png.toByteArray())))
                .build();
    }
}
