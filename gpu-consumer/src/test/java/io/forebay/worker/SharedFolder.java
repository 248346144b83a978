package io.forebay.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real models and pictures in a folder next to the checkout; tests that need them skip without. */
public final class SharedFolder {

    private static final Path ROOT = Path.of("../../shared");

    private SharedFolder() {}

    /** A file or folder there, or the test is skipped, saying so. */
    public static Path need(String name) {
        Path path = ROOT.resolve(name);
        assumeTrue(
                Files.exists(path),
                () -> "SKIPPED: there is no " + path.toAbsolutePath().normalize());
        return path;
    }
}
