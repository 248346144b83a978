package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archive of this build, unpacked once into a new folder, by {@code tar} as a stranger would.
 */
final class Release {

    /** Where archives, and what is signed, lie. */
    static final Path DIRECTORY = Path.of("target", "release").toAbsolutePath();

    private Release() {}

    private static final class Unpacked {
        static final Path FOLDER = unpack(Path.of("target", "unpacked").toAbsolutePath());
    }

    /** The unpacked folder: what the archive holds at its top. */
    static Path folder() {
        return Unpacked.FOLDER;
    }

    static Path archive() {
        List<Path> archives = list(DIRECTORY, ".tar.gz");
        assertThat(archives).as("archives in %s", DIRECTORY).hasSize(1);
        return archives.getFirst();
    }

    /** Skips the test, saying so, when this build made none. */
    static Path sbom() {
        Path sbom = folder().resolve("forebay.cdx.json");
        assumeTrue(
                Files.exists(sbom),
                "SKIPPED: no SBOM, since its plugin wants to be online (this build was offline)");
        return sbom;
    }

    /** Sorted. */
    static List<Path> list(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpack(Path into) {
        delete(into);
        into.toFile().mkdirs();
        Program.run(into, "tar", "-xzf", archive().toString()).succeeded();
        String name = archive().getFileName().toString().replace(".tar.gz", "");
        assertThat(list(into, "")).containsExactly(into.resolve(name));
        return into.resolve(name);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
