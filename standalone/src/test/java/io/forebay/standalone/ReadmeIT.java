package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells its reader to type does what it shows. */
@ExtendWith(RunningForebay.class)
class ReadmeIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```(sh|json)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./forebay ([a-z-]+)");

    @Test
    void theFirstJobAnswersAsShown(Standalone forebay, @TempDir Path home) throws Exception {
        JsonNode answer = new ObjectMapper().readTree(run(command("curl"), forebay, home));
        JsonNode shown = new ObjectMapper().readTree(blocks("json").getFirst());
        assertThat(answer.path("state")).isEqualTo(shown.path("state"));
        assertThat(answer.path("terminal")).isEqualTo(shown.path("terminal"));
        assertThat(answer.path("detections").findValuesAsText("label"))
                .isEqualTo(shown.path("detections").findValuesAsText("label"))
                .isNotEmpty();
        for (int i = 0; i < shown.path("detections").size(); i++) {
            for (String side : List.of("x1", "y1", "x2", "y2")) {
                String pointer = "/detections/%d/box/%s".formatted(i, side);
                assertThat(answer.at(pointer).asDouble())
                        .as(pointer)
                        .isCloseTo(shown.at(pointer).asDouble(), within(1.0));
            }
        }
    }

    @Test
    void everyCommandIsOneOfTheLauncher() throws Exception {
        String launcher = Files.readString(ROOT.resolve("forebay"));
        List<String> named =
                blocks("sh").stream()
                        .flatMap(block -> COMMAND.matcher(block).results())
                        .map(match -> match.group(1))
                        .toList();
        assertThat(named).contains("up", "test");
        assertThat(named)
                .allSatisfy(one ->
                        assertThat(launcher)
                                .containsPattern("(?m)^([a-z-]+ \\| )*" + one + "( \\||\\))"));
    }

    private static String command(String with) throws IOException {
        return blocks("sh").stream()
                .filter(block -> block.contains(with))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .filter(match -> match.group(1).equals(language))
                .map((MatchResult match) -> match.group(2))
                .toList();
    }

    /** As a reader would, whose home has the key and whose server is at this test's port. */
    private static String run(String command, Standalone forebay, Path home) throws Exception {
        Files.createDirectories(home.resolve(".forebay"));
        Files.writeString(home.resolve(".forebay").resolve("api-key"), forebay.apiKey());
        ProcessBuilder builder =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                command.replace("http://127.0.0.1:8080", forebay.uri().toString()))
                        .directory(ROOT.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
