package io.forebay.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which of a release's jars the client needs: with all of them on its class path it would start
 * more slowly.
 */
final class ClientJars {

    static final String FILE = "client.jars";

    private ClientJars() {}

    /**
     * Writes their names, a line each.
     *
     * @param client the folder that the client's own build filled
     * @throws IllegalStateException when the release lacks one, or has it in another version
     */
    static void write(Path client, Path lib) throws IOException {
        List<String> names = jars(client);
        List<String> missing =
                names.stream().filter(name -> !Files.exists(lib.resolve(name))).toList();
        if (names.isEmpty() || !missing.isEmpty()) {
            throw new IllegalStateException(
                    "the client's jars in %s must be in %s too; missing there: %s"
                            .formatted(client, lib, names.isEmpty() ? "all" : missing));
        }
        Files.writeString(lib.resolve(FILE), String.join("\n", names) + "\n");
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
