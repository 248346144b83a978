package io.forebay.loadtests.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class KeyOptionsTest {

    @TempDir private Path home = Path.of(".");

    @CommandLine.Command
    private static final class Line {
        @CommandLine.Mixin private KeyOptions options = new KeyOptions();
    }

    @Test
    void theKeyOfTheFolderIsTakenWhenNoneIsGiven() throws Exception {
        Files.writeString(home.resolve("api-key"), "fb_of_the_folder\n");

        assertThat(parse("--home=" + home).key()).isEqualTo("fb_of_the_folder");
        assertThat(parse("--home=" + home, "--api-key=fb_given").key()).isEqualTo("fb_given");
    }

    @Test
    void aFileThatIsNamedWins() throws Exception {
        Path file = Files.writeString(home.resolve("other"), "fb_other\n");

        assertThat(parse("--api-key=fb_given", "--api-key-file=" + file).key())
                .isEqualTo("fb_other");
        assertThatThrownBy(() -> parse("--api-key-file=" + home.resolve("none")).key())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none");
    }

    @Test
    void aFolderWithoutAKeyHasNone() {
        assertThat(parse("--home=" + home, "--api-key=").key()).isEmpty();
    }

    private static KeyOptions parse(String... args) {
        Line line = new Line();
        new CommandLine(line).parseArgs(args);
        return line.options;
    }
}
