package io.forebay.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.worker.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedPicturesTest {

    private final PictureDecoder decoder = new PictureDecoder();

    /** Means of red, green and blue, and the upright size; alpha over white. */
    @ParameterizedTest
    @CsvSource({
        "chelsea.png, 451, 300, 148, 111, 87, 1",
        "chelsea-cmyk.jpg, 451, 300, 148, 111, 87, 2",
        "Landscape_6.jpg, 1800, 1200, 98, 116, 134, 1",
        "gray-sample.jpg, 386, 396, 153, 153, 153, 1",
        "progressive-cat.jpg, 320, 240, 137, 143, 128, 1",
        "fjord.webp, 550, 368, 69, 101, 118, 1",
        "kitten_224.png, 224, 224, 203, 197, 196, 1",
        "test_object_detection_0.jpg, 768, 512, 109, 113, 121, 1",
        "horse-cart.jpg, 1024, 768, 115, 115, 102, 1",
        "wolves.jpg, 500, 334, 86, 90, 83, 1",
        "goldfish.jpg, 376, 263, 70, 76, 52, 1",
        "daisy.jpg, 320, 232, 111, 127, 83, 1",
    })
    void decodesPhotos(
            String file, int width, int height, int red, int green, int blue, int tolerance)
            throws IOException {
        Picture picture = decode(SharedFolder.need("images/" + file));
        double[] means = means(picture);
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
        assertThat(means[0]).isCloseTo(red, within((double) tolerance));
        assertThat(means[1]).isCloseTo(green, within((double) tolerance));
        assertThat(means[2]).isCloseTo(blue, within((double) tolerance));
    }

    @Test
    void refusesPhotosCutShortAnywhere() throws IOException {
        for (String file :
                List.of("goldfish.jpg", "chelsea.png", "fjord.webp", "progressive-cat.jpg")) {
            byte[] whole = Files.readAllBytes(SharedFolder.need("images/" + file));
            for (int percent : new int[] {0, 1, 10, 50, 90, 99}) {
                byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
                assertThat(problem(cut)).as("%s at %d %%", file, percent).isPresent();
            }
            assertThat(problem(Arrays.copyOf(whole, whole.length - 1))).as(file).isPresent();
        }
    }

    @Test
    void refusesWhatIsHostileAndDecodesTheRestInTime() throws IOException {
        Path folder = SharedFolder.need("conformance/images");
        JsonNode index = new ObjectMapper().readTree(folder.resolve("index.json").toFile());
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (JsonNode each : index.get("cases")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(each.get("file").asText()));
            long start = System.nanoTime();
            Optional<String> first = problem(bytes);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            String expect = each.get("expect").asText();
            boolean refuse = expect.startsWith("refused as invalid_input");
            boolean decode = expect.equals("decodes");
            if ((refuse && first.isEmpty()) || (decode && first.isPresent())) {
                wrong.add(each.get("file") + " " + expect + ": " + first);
            }
            if (!problem(bytes).equals(first)) {
                wrong.add(each.get("file") + " answers differently each time");
            }
            if (time.compareTo(Duration.ofSeconds(1)) > 0) {
                wrong.add(each.get("file") + " took " + time);
            }
            checked++;
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThan(100);
    }

    @Test
    void refusesGarbage() {
        SharedFolder.need("images");
        assertThatThrownBy(() -> decoder.decode(ByteString.copyFromUtf8("GIF89a garbage")))
                .isInstanceOf(ProblemException.class);
    }

    /** Empty when it decodes to the last row. */
    private Optional<String> problem(byte[] bytes) {
        try {
            var _ = means(decoder.decode(ByteString.copyFrom(bytes)));
            return Optional.empty();
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_IMAGE);
            return Optional.of(e.problem().detail());
        }
    }

    private Picture decode(Path file) throws IOException {
        return decoder.decode(ByteString.copyFrom(Files.readAllBytes(file)));
    }

    private static double[] means(Picture picture) {
        PixelRows rows = picture.rows();
        int[] rgb = new int[rows.width()];
        double[] sums = new double[3];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, rgb);
            for (int pixel : rgb) {
                sums[0] += pixel >> 16 & 255;
                sums[1] += pixel >> 8 & 255;
                sums[2] += pixel & 255;
            }
        }
        return Arrays.stream(sums).map(sum -> sum / rows.width() / rows.height()).toArray();
    }
}
