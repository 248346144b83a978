package io.forebay.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryIndexTest {

    @TempDir Path repository;

    @Test
    void hasEveryFileOfEveryVersionWithItsDigest() throws IOException {
        put("cats/1/model.onnx", "weights");
        put("cats/1/weights/part.bin", "more");
        put("cats/1/.DS_Store", "no part of it");
        put("cats/10/model.onnx", "others");
        put("notes/README.md", "no model");

        RepositoryIndex index = RepositoryIndex.of(repository);
        JsonNode written = new JsonMapper().readTree(index.write().toFile());

        assertThat(index.versions()).isEqualTo(2);
        assertThat(index.files()).isEqualTo(3);
        JsonNode first = written.path("models").path(0);
        assertThat(first.path("name").asText()).isEqualTo("cats");
        assertThat(first.path("version").asText()).isEqualTo("1");
        // By sha256sum.
        assertThat(first.path("files").toString())
                .isEqualTo(
                        "[{\"path\":\"model.onnx\",\"bytes\":7,\"sha256\":\"%s\"},"
                                        .formatted(
                                                "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c")
                                + "{\"path\":\"weights/part.bin\",\"bytes\":4,\"sha256\":\"%s\"}]"
                                        .formatted(
                                                "187897ce0afcf20b50ba2b37dca84a951b7046f29ed5ab94f010619f69d6e189"));
    }

    @Test
    void writtenAgainItReplacesTheOneBefore() throws IOException {
        put("cats/1/model.onnx", "weights");
        var _ = RepositoryIndex.of(repository).write();
        put("cats/2/model.onnx", "others");
        RepositoryIndex again = RepositoryIndex.of(repository);
        var _ = again.write();

        assertThat(again.versions()).isEqualTo(2);
        try (Stream<Path> left = Files.list(repository)) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("cats", "index.json");
        }
    }

    @Test
    void saysWhatItExpected() {
        assertThatThrownBy(() -> RepositoryIndex.of(repository))
                .isInstanceOf(ModelFilesException.class)
                .hasMessageContaining("there is no <name>/<version>/model.onnx in");
        assertThatThrownBy(() -> RepositoryIndex.of(repository.resolve("nowhere")))
                .isInstanceOf(ModelFilesException.class)
                .hasMessageContaining("cannot read the models in");
    }

    private void put(String path, String text) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
