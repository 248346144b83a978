package io.forebay.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectStorageTest {

    @TempDir Path directory;
    private ObjectStorage storage = ObjectStorage.open(ObjectsConfig.DEFAULT);
    private String root = "";

    @BeforeEach
    void setUp() throws IOException {
        root = "file:" + directory.toRealPath() + "/{tenant}/";
        storage =
                ObjectStorage.open(
                        new ObjectsConfig(List.of(root, "s3://inbox/{tenant}/"), S3Config.DEFAULT));
    }

    @Test
    void readsWhatWasWrittenOnceItIsFinished() throws IOException {
        String url = url("acme", "deep/er/lines.jsonl");
        try (ObjectWriter out = storage.write("acme", url)) {
            out.write("one".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> storage.read("acme", url))
                    .isInstanceOf(ObjectRefusedException.class)
                    .hasMessageContaining("is not there");
            out.finish();
        }
        try (InputStream in = storage.read("acme", url)) {
            assertThat(in).hasContent("one");
        }
        try (ObjectWriter out = storage.write("acme", url)) {
            out.write('2');
        }
        try (InputStream in = storage.read("acme", url)) {
            assertThat(in).as("what was not finished changes nothing").hasContent("one");
        }
        assertThat(directory.resolve("acme/deep/er")).isDirectoryNotContaining("glob:**/.put*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "https://inbox/acme/x",
                "s3://inbox/other/x",
                "s3://inbox/acme",
                "s3://inbox/acme/",
                "s3://inbox/acme/../other/x",
                "s3://inbox/acme/%2e%2e/other/x",
                "s3://inbox/acme//x",
                "s3://inbox/acme/x?versionId=1",
                "s3://inbox.evil/acme/x",
                "s3://user@inbox/acme/x",
                "s3:inbox/acme/x",
                "file:///etc/passwd",
                "file:/etc/passwd",
                "file://host/etc/passwd",
                "/etc/passwd",
                "etc/passwd",
                "jar:file:/x!/y",
                ""
            })
    void namesNothingBeyondTheTenantsRoots(String url) {
        assertThatThrownBy(() -> storage.resolve("acme", url))
                .isInstanceOf(ObjectRefusedException.class);
    }

    @Test
    void neitherATenantsNameNorALinkLeadsOut() throws IOException {
        Files.createDirectories(directory.resolve("acme"));
        Files.createDirectories(directory.resolve("other"));
        Files.writeString(directory.resolve("other/secret"), "secret");
        Files.createSymbolicLink(directory.resolve("acme/link"), directory.resolve("other/secret"));
        Files.createSymbolicLink(directory.resolve("acme/folder"), directory.resolve("other"));

        assertThatThrownBy(() -> storage.read("acme", url("acme", "link")))
                .isInstanceOf(ObjectRefusedException.class)
                .hasMessageContaining("by a link");
        assertThatThrownBy(() -> storage.write("acme", url("acme", "folder/x")))
                .isInstanceOf(ObjectRefusedException.class)
                .hasMessageContaining("by a link");
        assertThatThrownBy(() -> storage.resolve("..", url("..", "etc/passwd")))
                .isInstanceOf(ObjectRefusedException.class);
        assertThatThrownBy(() -> storage.resolve("a/../other", url("other", "secret")))
                .isInstanceOf(ObjectRefusedException.class);
    }

    @Test
    void saysWhatTheRootsAre() {
        assertThatThrownBy(() -> storage.resolve("acme", "s3://elsewhere/x"))
                .hasMessageContaining("s3://inbox/acme/");
        assertThatThrownBy(() ->
                        ObjectStorage.open(ObjectsConfig.DEFAULT).resolve("acme", "s3://inbox/x"))
                .hasMessageContaining("objects.roots is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://inbox",
                "s3://inbox/x",
                "/srv/",
                "file:srv/",
                "s3://I/",
                "file:/a/../b/"
            })
    void refusesRootsThatAreNone(String wrong) {
        assertThatThrownBy(() -> new ObjectsConfig(List.of(wrong), S3Config.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(wrong);
    }

    private String url(String tenant, String key) {
        return root.replace("{tenant}", tenant) + key;
    }
}
