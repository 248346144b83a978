package io.forebay.manifests.render;

import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.document.YamlDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of manifests: a kustomization, or YAML files as they are. */
public final class Folder {

    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private Folder() {}

    /**
     * What the folder puts into a cluster.
     *
     * @throws RenderException when it cannot be rendered
     */
    public static Manifests read(Path folder, Kustomize kustomize) {
        if (Files.isRegularFile(folder)) {
            return new Manifests(YamlDocuments.read(text(folder), folder.toString()));
        }
        if (!Files.isDirectory(folder)) {
            throw new RenderException(folder + " is no folder of manifests");
        }
        return isKustomization(folder) ? kustomize.render(folder) : plain(folder);
    }

    static boolean isKustomization(Path folder) {
        return KUSTOMIZATIONS.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    private static Manifests plain(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return new Manifests(
                    files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                            .sorted()
                            .flatMap(file ->
                                    YamlDocuments.read(text(file), file.toString()).stream())
                            .filter(one -> !one.kind().isEmpty() && !one.apiVersion().isEmpty())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
