package io.forebay.worker.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.objects.S3Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a directory, which is read as a bucket is; on a bucket by {@code S3StorageIT}. */
class ObjectFetcherTest {

    @TempDir Path directory;
    private Fetcher fetcher = (_, _, _) -> {};
    private Path into = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("models/cats/1"));
        Files.writeString(folder.resolve("model.onnx"), "weights");
        Files.writeString(directory.resolve("secret"), "not a model");
        into = directory.resolve("fetched");
        fetcher =
                new ObjectFetcher(
                        "file:" + directory.toRealPath().resolve("models") + "/", S3Config.DEFAULT);
    }

    @Test
    void fetchesWhatLiesBelowTheFolder() throws IOException {
        fetcher.fetch("cats/1/model.onnx", into, 7);
        assertThat(into).hasContent("weights");
    }

    @Test
    void takesNoMoreThanItMay() {
        assertThatThrownBy(() -> fetcher.fetch("cats/1/model.onnx", into, 6))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has more than 6 bytes");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> fetcher.fetch("cats/2/model.onnx", into, 7))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cats/2/model.onnx")
                .hasMessageContaining("is not there");
    }

    @Test
    void leavesTheFolderForNobody() {
        assertThatThrownBy(() -> fetcher.fetch("../secret", into, 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("names no object");
    }
}
