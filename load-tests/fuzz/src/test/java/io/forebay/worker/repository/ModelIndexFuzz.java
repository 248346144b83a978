package io.forebay.worker.repository;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import io.forebay.schemas.config.ConfigException;
import java.nio.file.Path;

/** {@code index.json} of a repository elsewhere: no name in it leads out of its directory. */
final class ModelIndexFuzz {

    private static final Path CACHE = Path.of("/cache");

    @FuzzTest
    void index(byte[] bytes) {
        ModelIndex index;
        try {
            index = ModelIndex.parse(Parts.text(bytes), "index.json");
        } catch (ConfigException e) {
            return;
        }
        for (ModelIndex.Version version : index.models()) {
            Path directory = CACHE.resolve(version.name()).resolve(version.version()).normalize();
            holds(directory.startsWith(CACHE) && directory.getNameCount() == 3, "elsewhere");
            holds(version.bytes() >= 0, "fewer bytes than none");
            for (ModelIndex.File file : version.files()) {
                Path path = directory.resolve(file.path()).normalize();
                holds(path.startsWith(directory) && !path.equals(directory), "elsewhere");
            }
        }
    }
}
