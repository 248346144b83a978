package io.forebay.manifests;

import io.forebay.schemas.model.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models of a repository: {@code <name>/<version>/model.yaml}. */
final class ModelFiles {

    private static final int DEPTH = 3;

    private ModelFiles() {}

    /** Run timeouts by the models' names; of several versions the longest. */
    static Map<String, Duration> runTimeouts(Path repository) {
        return manifests(repository).stream()
                .collect(
                        Collectors.toMap(
                                ModelManifest::name,
                                one -> one.limits().runTimeout(),
                                (a, b) -> a.compareTo(b) > 0 ? a : b));
    }

    /** Names of the models whose workers are share groups. */
    static Set<String> shared(Path repository) {
        return manifests(repository).stream()
                .filter(one -> one.consumption().isShared())
                .map(ModelManifest::name)
                .collect(Collectors.toSet());
    }

    private static List<ModelManifest> manifests(Path repository) {
        try (Stream<Path> files = Files.walk(repository, DEPTH)) {
            return files.filter(file -> file.endsWith(Path.of("model.yaml")))
                    .map(ModelFiles::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the models in " + repository, e);
        }
    }

    private static ModelManifest read(Path file) {
        try {
            return ModelManifest.parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
