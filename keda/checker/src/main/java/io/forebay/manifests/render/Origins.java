package io.forebay.manifests.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Place;
import io.forebay.manifests.document.Places;
import io.forebay.manifests.document.YamlDocuments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files that rendered objects come from. A field that a patch added is found at the field
 * that holds it. Confined to one thread.
 */
final class Origins {

    private static final String ORIGIN = "config.kubernetes.io/origin";

    private final Path root;
    private final Path here = Path.of("").toAbsolutePath();
    private final Map<Path, List<Manifest>> sources = new HashMap<>();

    Origins(Path root) {
        this.root = root;
    }

    /** The same object without the annotation, and with places in its source. */
    Manifest locate(Manifest rendered) {
        ObjectNode metadata = rendered.content().withObjectProperty("metadata");
        if (!(metadata.get("annotations") instanceof ObjectNode annotations)
                || !annotations.has(ORIGIN)) {
            return rendered;
        }
        String origin = annotations.remove(ORIGIN).asText();
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        }
        return file(origin)
                .map(file -> new Manifest(rendered.content(), places(rendered, file)))
                .orElse(rendered);
    }

    private Optional<Path> file(String origin) {
        return YamlDocuments.read(origin, ORIGIN).stream()
                .map(Manifest::content)
                .map(one -> one.path("path").asText(one.path("configuredIn").asText("")))
                .filter(path -> !path.isEmpty())
                .map(path -> root.resolve(path).normalize())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private Places places(Manifest rendered, Path file) {
        return sources
                .computeIfAbsent(file, path -> YamlDocuments.read(Folder.text(path), shown(path)))
                .stream()
                .filter(one ->
                        one.kind().equals(rendered.kind()) && rendered.name().contains(one.name()))
                .max(Comparator.comparingInt(one -> one.name().length()))
                .map(Manifest::places)
                .orElseGet(() -> pointer -> new Place(shown(file), 1));
    }

    private String shown(Path file) {
        return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }
}
