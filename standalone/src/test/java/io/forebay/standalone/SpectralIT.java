package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The served contract under Spectral's rules for OpenAPI: no error and no warning. */
@ExtendWith(RunningForebay.class)
class SpectralIT {

    private static final String SPECTRAL = "@stoplight/spectral-cli@6.16.3";
    private static final Path FOLDER = Path.of("target", "spectral").toAbsolutePath();

    @Test
    void theContractIsCleanUnderSpectral(Api api) throws IOException {
        Path spectral = installed();
        Files.write(FOLDER.resolve("openapi.json"), api.get("/openapi.json").raw().body());
        Files.writeString(FOLDER.resolve("rules.yaml"), "extends: [\"spectral:oas\"]\n");

        Tools.Ran lint =
                Tools.run(
                        FOLDER,
                        120,
                        List.of(
                                spectral.toString(),
                                "lint",
                                "--ruleset=rules.yaml",
                                "--fail-severity=warn",
                                "openapi.json"));

        assertThat(lint.succeeded()).as(lint.output()).isTrue();
    }

    /** Kept between runs; installed from the npm registry when it is not there. */
    private static Path installed() throws IOException {
        Path spectral = FOLDER.resolve("node_modules/.bin/spectral");
        if (!Files.exists(spectral)) {
            var npm = Tools.onPath("npm");
            assumeThat(npm).as("no npm on the PATH to install Spectral with").isPresent();
            Files.createDirectories(FOLDER);
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
                                    SPECTRAL));
            assumeThat(install.succeeded())
                    .as("Spectral cannot be installed: " + install.output())
                    .isTrue();
        }
        return spectral;
    }
}
