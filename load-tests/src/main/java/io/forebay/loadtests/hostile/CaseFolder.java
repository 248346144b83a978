package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of files that clients may send. */
record CaseFolder(Path path) {

    private static final JsonMapper JSON = new JsonMapper();

    CaseFolder {
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("there are no cases at " + path);
        }
    }

    CaseFolder in(String name) {
        return new CaseFolder(path.resolve(name));
    }

    /**
     * @throws UncheckedIOException when it cannot be read
     */
    JsonNode json(String file) {
        try {
            return JSON.readTree(path.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the cases of " + path, e);
        }
    }

    /**
     * @throws UncheckedIOException when it cannot be read
     */
    byte[] bytes(String file) {
        try {
            return Files.readAllBytes(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a case of " + path, e);
        }
    }

    /** Names of files that match, in order. */
    List<String> names(String glob) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, glob)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the cases of " + path, e);
        }
        names.sort(null);
        return names;
    }
}
