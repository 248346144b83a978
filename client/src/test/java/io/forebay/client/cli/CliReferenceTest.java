package io.forebay.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The reference in {@code docs} is what {@code --help} says. To write it anew, run with {@code
 * -Dreference.write=true}.
 */
class CliReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference", "cli.md");

    @Test
    void theReferenceIsWhatHelpSays() throws IOException {
        CommandLine line =
                ForebayCommand.line(
                        CommandRun.world(
                                Map.of(),
                                new ByteArrayInputStream(new byte[0]),
                                new ByteArrayOutputStream(),
                                new ByteArrayOutputStream()));
        StringBuilder reference =
                new StringBuilder(
                        """
                        # The forebay command

                        What `forebay COMMAND --help` prints. `forebay up`, `test`, `bench` and the services are the launcher's own:
                        `forebay help` lists them.
                        """);
        describe(line, "forebay", reference);
        if (Boolean.getBoolean("reference.write")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, reference.toString());
        }

        assertThat(Files.readString(REFERENCE)).isEqualTo(reference.toString());
    }

    private static void describe(CommandLine line, String name, StringBuilder reference) {
        reference
                .append("\n## ")
                .append(name)
                .append("\n\n```text\n")
                .append(line.getUsageMessage(Ansi.OFF).stripTrailing())
                .append("\n```\n");
        line.getSubcommands()
                .forEach((sub, command) -> describe(command, name + " " + sub, reference));
    }
}
