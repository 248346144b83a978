package io.forebay.loadtests.peers.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodePackagesTest {

    @TempDir private Path folder = Path.of("");
    private Path installed = Path.of("");

    @BeforeEach
    void aLockFileAndNothingElse() throws IOException {
        Files.writeString(folder.resolve("package-lock.json"), "{\"one\":1}");
        Path modules = Files.createDirectory(folder.resolve("node_modules"));
        installed = modules.resolve(".installed-by-this-lock.json");
    }

    @Test
    void nodeMustBeYoungEnough() {
        assertThat(NodePackages.judge("v20.0.0\n")).isEmpty();
        assertThat(NodePackages.judge("v100.1.0\n")).isEmpty();
        assertThat(NodePackages.judge("v18.20.4\n")).get().asString().endsWith("is v18.20.4");
        assertThat(NodePackages.judge("not found")).isPresent();
    }

    @Test
    void packagesAreThereWhenTheSameLockFileAskedForThem() throws IOException {
        NodePackages packages = new NodePackages(folder);

        assertThat(packages.areThere()).isFalse();
        Files.writeString(installed, "{\"one\":1}");
        assertThat(packages.areThere()).isTrue();
        Files.writeString(installed, "{\"one\":2}");
        assertThat(packages.areThere()).isFalse();
    }
}
