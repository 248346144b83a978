package io.forebay.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {

    @TempDir Path root;
    private ModelFolder folder;

    @BeforeEach
    void writeAModel() {
        folder = new ModelFolder(root).cats(ModelFolder.MANIFEST);
    }

    @Test
    void readsAModel() {
        ModelFiles files = folder.read();
        assertThat(files.title()).isEqualTo("cats/2");
        assertThat(files.labels()).containsExactly("cat", "no cat");
        assertThat(files.manifestText()).isEqualTo(ModelFolder.MANIFEST);
        assertThat(files.modelFile()).hasContent("weights");
        assertThat(new ModelRepository(root).all(name -> true)).containsExactly(files);
    }

    @Test
    void hasAnotherDigestWhenAnyFileChanges() {
        ByteString digest = folder.read().digest();
        assertThat(digest.size()).isEqualTo(32);
        assertThat(folder.read().digest()).isEqualTo(digest);
        assertThat(folder.file("cats/2/model.onnx", "other").read().digest()).isNotEqualTo(digest);
        folder.cats(ModelFolder.MANIFEST);
        assertThat(folder.file("cats/2/labels.txt", "cat\n").read().digest()).isNotEqualTo(digest);
        folder.cats(ModelFolder.MANIFEST);
        assertThat(folder.cats(ModelFolder.MANIFEST + "# more\n").read().digest())
                .isNotEqualTo(digest);
    }

    @Test
    void findsNothingOutsideOfIt() {
        ModelRepository repository = new ModelRepository(root.resolve("cats"));
        assertThat(repository.find("..", "cats")).isEmpty();
        assertThat(repository.find("cats", "3")).isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        refused("name: dogs\nversion: \"2\"\n", "must be in a directory dogs/2");
        refused("name: cats\nversion: \"2\"\nspeed: 9\n", "speed");
        refused(
                ModelFolder.MANIFEST
                        + "postprocess: { task: image-classification, output: y, labels: ../x }\n",
                "'../x' must be a file of the same directory");
        refused(
                ModelFolder.MANIFEST
                        + "postprocess: { task: image-classification, output: y, labels: x }\n",
                "there is no x");
    }

    private void refused(String manifest, String message) {
        folder.cats(manifest);
        assertThatThrownBy(folder::read)
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(message);
    }
}
