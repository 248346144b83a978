package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sample pictures with what is really on them. */
final class Samples {

    private static final Path DIRECTORY = RunningForebay.MODELS.resolve("samples");

    /** How much of a true box a found one must share with it (intersection over union). */
    private static final double SAME_BOX = 0.5;

    record Box(double x1, double y1, double x2, double y2) {

        double overlap(Box other) {
            double width = Math.min(x2, other.x2) - Math.max(x1, other.x1);
            double height = Math.min(y2, other.y2) - Math.max(y1, other.y1);
            double shared = Math.max(0, width) * Math.max(0, height);
            return shared / (area() + other.area() - shared);
        }

        private double area() {
            return (x2 - x1) * (y2 - y1);
        }
    }

    record Labelled(String label, Box box) {}

    private Samples() {}

    static Path file(String name) {
        return DIRECTORY.resolve(name);
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Labelled> truth(String scene) {
        try {
            JsonNode digits =
                    new ObjectMapper()
                            .readTree(Files.readString(file("samples.json")))
                            .path("scenes")
                            .path(scene)
                            .path("digits");
            List<Labelled> truth = new ArrayList<>();
            for (JsonNode digit : digits) {
                JsonNode box = digit.path("box");
                truth.add(
                        new Labelled(
                                digit.path("label").asText(),
                                new Box(
                                        box.get(0).asDouble(),
                                        box.get(1).asDouble(),
                                        box.get(2).asDouble(),
                                        box.get(3).asDouble())));
            }
            assertThat(truth).as("samples.json knows %s", scene).isNotEmpty();
            return truth;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Asserts that exactly the digits of the scene were found, each where it is. */
    static void assertFound(JsonNode job, String scene) {
        List<Labelled> found = found(job);
        List<Labelled> truth = truth(scene);
        assertThat(found)
                .as("labels on %s", scene)
                .extracting(Labelled::label)
                .containsExactlyInAnyOrderElementsOf(truth.stream().map(Labelled::label).toList());
        for (Labelled digit : truth) {
            assertThat(found)
                    .as("a box around the %s of %s", digit.label(), scene)
                    .anyMatch(one ->
                            one.label().equals(digit.label())
                                    && one.box().overlap(digit.box()) > SAME_BOX);
        }
    }

    private static List<Labelled> found(JsonNode job) {
        List<Labelled> found = new ArrayList<>();
        for (JsonNode detection : job.path("detections")) {
            JsonNode box = detection.path("box");
            assertThat(detection.path("score").asDouble()).isBetween(0.3, 1.0);
            found.add(
                    new Labelled(
                            detection.path("label").asText(),
                            new Box(
                                    box.path("x1").asDouble(),
                                    box.path("y1").asDouble(),
                                    box.path("x2").asDouble(),
                                    box.path("y2").asDouble())));
        }
        return found;
    }
}
