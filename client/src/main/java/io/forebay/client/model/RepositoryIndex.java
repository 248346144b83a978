package io.forebay.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.schemas.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** {@code index.json} of a repository: its versions, their files and the files' digests. */
public final class RepositoryIndex {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** {@code <name>/<version>}. */
    private static final int LEVELS = 2;

    private final Path repository;
    private final ArrayNode models;

    private RepositoryIndex(Path repository, ArrayNode models) {
        this.repository = repository;
        this.models = models;
    }

    /**
     * Reads every file of every version. Files and folders whose names begin with a dot are no part
     * of a model.
     *
     * @throws ModelFilesException when it is no repository, or cannot be read
     */
    public static RepositoryIndex of(Path repository) {
        ArrayNode models = MAPPER.createArrayNode();
        try (Stream<Path> folders =
                Files.find(repository, LEVELS, (path, is) -> is.isDirectory())) {
            for (Path version : folders.sorted().toList()) {
                Path inside = repository.relativize(version);
                if (inside.getNameCount() == LEVELS
                        && Files.exists(version.resolve("model.onnx"))) {
                    ObjectNode model = models.addObject();
                    model.put("name", inside.getName(0).toString());
                    model.put("version", inside.getName(1).toString());
                    files(version, model.putArray("files"));
                }
            }
        } catch (IOException e) {
            throw new ModelFilesException(
                    "cannot read the models in %s: %s".formatted(repository, e), e);
        }
        if (models.isEmpty()) {
            throw new ModelFilesException(
                    "there is no <name>/<version>/model.onnx in %s".formatted(repository));
        }
        return new RepositoryIndex(repository, models);
    }

    /**
     * Puts it into the repository, as a whole or not at all.
     *
     * @return the file
     * @throws ModelFilesException when it cannot be written
     */
    public Path write() {
        Path file = repository.resolve("index.json");
        try {
            Path whole = Files.createTempFile(repository, ".index", ".json");
            ObjectNode index = MAPPER.createObjectNode();
            index.set("models", models);
            MAPPER.writerWithDefaultPrettyPrinter().writeValue(whole.toFile(), index);
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new ModelFilesException("cannot write %s: %s".formatted(file, e), e);
        }
    }

    public int versions() {
        return models.size();
    }

    public int files() {
        int files = 0;
        for (JsonNode model : models) {
            files += model.path("files").size();
        }
        return files;
    }

    private static void files(Path version, ArrayNode into) throws IOException {
        try (Stream<Path> files = Files.walk(version)) {
            List<Path> plain =
                    files.filter(Files::isRegularFile)
                            .map(version::relativize)
                            .filter(path -> !path.toString().matches("(.*/)?\\..*"))
                            .sorted()
                            .toList();
            for (Path path : plain) {
                Path file = version.resolve(path);
                into.addObject()
                        .put("path", path.toString())
                        .put("bytes", Files.size(file))
                        .put("sha256", Sha256.of(file));
            }
        }
    }
}
