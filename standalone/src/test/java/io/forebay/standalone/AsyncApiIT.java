package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document of the topics under the official parser of AsyncAPI: no error and no warning. */
class AsyncApiIT {

    private static final String PARSER = "@asyncapi/parser@3.4.0";
    private static final String CHECK = "asyncapi_check.mjs";
    private static final Path FOLDER = Path.of("target", "asyncapi").toAbsolutePath();
    private static final Path DOCUMENT =
            Path.of("..", "schemas", "src", "main", "asyncapi", "asyncapi.yaml").toAbsolutePath();

    @Test
    void theDocumentIsCleanUnderTheOfficialParser() throws IOException {
        install();

        Tools.Ran parsed = parse(DOCUMENT);

        assertThat(parsed.succeeded()).as(parsed.output()).isTrue();
        assertThat(parsed.output()).contains("parsed ");
        assertThat(parsed.output().lines())
                .noneMatch(line -> line.startsWith("error ") || line.startsWith("warning "));
    }

    @Test
    void theParserFindsWhatIsWrong() throws IOException {
        install();
        Path broken = FOLDER.resolve("broken.yaml");
        Files.writeString(
                broken, Files.readString(DOCUMENT).replace("action: send", "action: throw"));

        Tools.Ran parsed = parse(broken);

        assertThat(parsed.succeeded()).isFalse();
        assertThat(parsed.output()).contains("error ");
    }

    private static Tools.Ran parse(Path document) {
        var node = Tools.onPath("node");
        assumeThat(node).as("SKIPPED: no node on the PATH").isPresent();
        return Tools.run(
                FOLDER,
                120,
                List.of(node.orElseThrow().toString(), CHECK, document.normalize().toString()));
    }

    /** Kept between runs; installed from the npm registry when it is not there. */
    private static void install() throws IOException {
        Files.createDirectories(FOLDER);
        Files.copy(
                Path.of("src", "test", "resources", CHECK),
                FOLDER.resolve(CHECK),
                StandardCopyOption.REPLACE_EXISTING);
        if (!Files.exists(FOLDER.resolve("node_modules/@asyncapi/parser/package.json"))) {
            var npm = Tools.onPath("npm");
            assumeThat(npm).as("SKIPPED: no npm on the PATH to install " + PARSER).isPresent();
            Tools.Ran install =
                    Tools.run(
                            FOLDER,
                            300,
                            List.of(
                                    npm.orElseThrow().toString(),
                                    "install",
                                    "--prefix=" + FOLDER,
                                    "--no-audit",
                                    "--no-fund",
                                    PARSER));
            assumeThat(install.succeeded())
                    .as("SKIPPED: the parser cannot be installed: " + install.output())
                    .isTrue();
        }
    }
}
