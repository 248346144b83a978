package io.forebay.loadtests.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchModelsTest {

    @TempDir private Path repository = Path.of("");

    @ParameterizedTest
    @CsvSource({"noop, 64", "conv, 8"})
    void writesAManifestThatForebayReads(String name, int maxBatchSize) throws IOException {
        BenchModels.write(repository);
        Path file = repository.resolve(name).resolve("1").resolve("model.yaml");
        ModelManifest manifest = ModelManifest.parse(Files.readString(file), file.toString());
        assertThat(manifest.name()).isEqualTo(name);
        assertThat(manifest.version()).isEqualTo("1");
        assertThat(manifest.batching().maxBatchSize()).isEqualTo(maxBatchSize);
    }

    @Test
    void writesTheSameBytesEachTime() {
        assertThat(BenchModels.conv(ConvNet.create()))
                .isEqualTo(BenchModels.conv(ConvNet.create()));
    }
}
