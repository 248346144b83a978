package io.forebay.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.Media;
import io.forebay.worker.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedPicturesToAnswersTest {

    private static final double SCORE = 0.02;
    private static final double PIXELS = 3;

    @TempDir Path temporary;

    /** What was found, as a multiset to cross off. */
    private record Seen(String label, float score, List<Float> box) {}

    @ParameterizedTest
    @ValueSource(strings = {"street", "horse-cart"})
    void findsWhatThePhotoShows(String name) throws IOException {
        try (OnnxEngine engine = TestModels.shared(temporary, "yolox-nano")) {
            SharedCase expected = yolox(name);
            Path photo = SharedFolder.need(expected.json().get("source").asText());
            InferenceOutput answer = Requests.run(engine, picture(photo)).getFirst();
            assertThat(answer.getTask()).isEqualTo("object-detection");
            int height = name.equals("street") ? 512 : 768;
            requireDetections(answer, expected.json().get("expect").get("detections"), height);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"street", "horse-cart"})
    void decodesTheReferencePixelsExactly(String name) throws IOException {
        try (OnnxEngine engine = TestModels.shared(temporary, "yolox-nano")) {
            SharedCase expected = yolox(name);
            InferenceInput input = expected.request().toBuilder().clearRequestedOutputs().build();
            InferenceOutput answer = Requests.run(engine, input).getFirst();
            // The boxes are in the model's pixels: the expected ones were mapped by the ratio.
            double ratio = name.equals("street") ? 416 / 768.0 : 416 / 1024.0;
            assertThat(scores(answer).length)
                    .isEqualTo(expected.json().get("expect").get("detections").size());
            JsonNode first = expected.json().get("expect").get("detections").get(0);
            float[] boxes = Floats.of(Requests.output(answer, "boxes"));
            for (int i = 0; i < 4; i++) {
                double want = first.get("box").get(i).asDouble() * ratio;
                assertThat((double) boxes[i]).isCloseTo(want, within(0.1));
            }
            assertThat((double) scores(answer)[0])
                    .isCloseTo(first.get("score").asDouble(), within(0.001));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kitten_224.png, 281",
        "goldfish.jpg, 1",
        "wolves.jpg, 270",
        "daisy.jpg, 308",
    })
    void classifiesPhotos(String file, int expected) throws IOException {
        try (OnnxEngine engine = TestModels.shared(temporary, "squeezenet-fp16")) {
            InferenceInput input = picture(SharedFolder.need("images/" + file));
            InferenceOutput answer = Requests.run(engine, input).getFirst();
            assertThat(answer.getTask()).isEqualTo("image-classification");
            assertThat(labels(answer)).hasSize(5);
            assertThat(labels(answer).getFirst()).isEqualTo(engine.model().labels().get(expected));
            assertThat(scores(answer)).isSortedAccordingTo(Comparator.reverseOrder());
            InferenceOutput raw =
                    Requests.run(
                                    engine,
                                    input.toBuilder().addRequestedOutputs("softmaxout_1").build())
                            .getFirst();
            assertThat(raw.getTask()).isEmpty();
            assertThat(Requests.output(raw, "softmaxout_1").shape())
                    .isEqualTo(Shape.of(1, 1000, 1, 1));
        }
    }

    static InferenceInput picture(Path file) throws IOException {
        return InferenceInput.newBuilder()
                .setMedia(
                        Media.newBuilder()
                                .setContentType("image/jpeg")
                                .setData(ByteString.copyFrom(Files.readAllBytes(file))))
                .build();
    }

    private static SharedCase yolox(String name) {
        return SharedCase.read(SharedFolder.need("models/yolox-nano/cases/" + name));
    }

    private static void requireDetections(InferenceOutput answer, JsonNode expected, int height) {
        List<Seen> seen = new ArrayList<>();
        float[] boxes = Floats.of(Requests.output(answer, "boxes"));
        for (int i = 0; i < scores(answer).length; i++) {
            List<Float> box =
                    List.of(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]);
            seen.add(new Seen(labels(answer).get(i), scores(answer)[i], box));
        }
        for (JsonNode each : expected) {
            boolean found =
                    seen.removeIf(candidate ->
                            candidate.label.equals(each.get("label").asText())
                                    && Math.abs(candidate.score - each.get("score").asDouble())
                                            <= SCORE
                                    && near(candidate.box, each.get("box"), height));
            assertThat(found).as("%s among %s", each, seen).isTrue();
        }
        // Those at the threshold may fall on either side of it.
        assertThat(seen).allMatch(extra -> extra.score < 0.35 + SCORE);
    }

    /** The expected boxes are not clipped to the photo; ours are. */
    private static boolean near(List<Float> box, JsonNode expected, int height) {
        for (int i = 0; i < 4; i++) {
            double want = expected.get(i).asDouble();
            if (Math.abs(box.get(i) - (i == 3 ? Math.min(want, height) : want)) > PIXELS) {
                return false;
            }
        }
        return true;
    }

    private static float[] scores(InferenceOutput answer) {
        return Floats.of(Requests.output(answer, "scores"));
    }

    private static List<String> labels(InferenceOutput answer) {
        Tensor labels = Requests.output(answer, "labels");
        return BytesElements.decodeUtf8("labels", labels.data());
    }
}
