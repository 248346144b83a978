package io.forebay.standalone.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** Finds a {@code redis-server}: the one on the PATH, else the one that comes as a dependency. */
final class RedisBinary {

    private static final String NAME = "redis-server";

    private RedisBinary() {}

    static Path find(Path directory, String searchPath) {
        return on(searchPath).orElseGet(() -> bundled(directory));
    }

    private static Optional<Path> on(String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path bundled(Path directory) {
        try {
            return ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath();
        } catch (IOException | IllegalArgumentException e) {
            throw new RedisUnavailableException(
                    "no %s is on the PATH and none is bundled for %s %s. Install Redis 6.2 or later (Debian: apt-get install redis-server; macOS: brew install redis) and start again."
                            .formatted(
                                    NAME,
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch")),
                    e);
        }
    }
}
