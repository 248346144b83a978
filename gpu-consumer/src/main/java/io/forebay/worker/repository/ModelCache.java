package io.forebay.worker.repository;

import io.forebay.schemas.model.Sha256;
import io.forebay.worker.model.UnusableModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Versions of models on this worker's disk, {@code <digest>/<name>/<version>/}: each is there as a
 * whole or not at all, and is what its digest says or is not used. What was not used for longest
 * goes first; what somebody uses stays. Safe for use by several threads.
 */
final class ModelCache {

    private static final String PARTIAL = ".partial-";

    private final Path root;
    private final long most;
    private final InstantSource clock;
    private final Map<Path, Integer> holds = new HashMap<>();

    /**
     * @param most bytes of all versions together
     */
    ModelCache(Path root, long most, InstantSource clock) {
        this.root = root.toAbsolutePath().normalize();
        this.most = most;
        this.clock = clock;
        try {
            Files.createDirectories(this.root);
            // Nobody will go on with what was left when a process died.
            for (Path entry : entries(true)) {
                delete(entry);
            }
        } catch (IOException e) {
            throw new UnusableModelException("cannot keep models in " + this.root, e);
        }
    }

    /**
     * The directory that has the version as {@code <name>/<version>}, fetched unless it is here.
     *
     * @throws IOException when it cannot be fetched
     * @throws UnusableModelException when a file is not what the index says, or there is no room
     */
    synchronized Path get(ModelIndex.Version version, Fetcher fetcher) throws IOException {
        Path entry = root.resolve(key(version));
        Path directory = entry.resolve(version.name()).resolve(version.version());
        if (Files.isDirectory(entry)) {
            try {
                verify(version, directory);
                Files.setLastModifiedTime(entry, FileTime.from(clock.instant()));
                return entry;
            } catch (UnusableModelException | IOException e) {
                // Something has written to it: what it is now is of no use to anybody.
                delete(entry);
            }
        }
        makeRoom(version);
        Path partial = Files.createTempDirectory(root, PARTIAL);
        try {
            Path target = partial.resolve(version.name()).resolve(version.version());
            for (ModelIndex.File file : version.files()) {
                Path into = target.resolve(file.path());
                Files.createDirectories(parent(into));
                fetcher.fetch(version.title() + "/" + file.path(), into, file.bytes());
            }
            verify(version, target);
            Files.setLastModifiedTime(partial, FileTime.from(clock.instant()));
            Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
            return entry;
        } finally {
            delete(partial);
        }
    }

    /** Keeps an entry until {@link #release}. */
    synchronized void hold(Path entry) {
        holds.merge(entry, 1, Integer::sum);
    }

    synchronized void release(Path entry) {
        holds.computeIfPresent(entry, (path, count) -> count > 1 ? count - 1 : null);
    }

    /** Of everything that makes the version, so that another one is another entry. */
    private static String key(ModelIndex.Version version) {
        StringBuilder all = new StringBuilder(version.title());
        version.files().stream()
                .sorted(Comparator.comparing(ModelIndex.File::path))
                .forEach(file ->
                        all.append('\n').append(file.path()).append(' ').append(file.sha256()));
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    private static void verify(ModelIndex.Version version, Path directory) throws IOException {
        for (ModelIndex.File file : version.files()) {
            Path path = directory.resolve(file.path());
            String seen = Sha256.of(path);
            if (!seen.equals(file.sha256())) {
                throw new UnusableModelException(
                        "%s: %s has SHA-256 %s, but the index says %s: it is not used"
                                .formatted(version.title(), file.path(), seen, file.sha256()));
            }
        }
    }

    private void makeRoom(ModelIndex.Version version) throws IOException {
        long needed = version.bytes();
        if (needed > most) {
            throw new UnusableModelException(
                    "%s takes %d bytes; remote-models.cache-bytes is %d"
                            .formatted(version.title(), needed, most));
        }
        List<Path> oldestFirst = entries(false);
        Map<Path, FileTime> used = new HashMap<>();
        Map<Path, Long> sizes = new HashMap<>();
        long taken = 0;
        for (Path entry : oldestFirst) {
            used.put(entry, Files.getLastModifiedTime(entry));
            long size = size(entry);
            sizes.put(entry, size);
            taken += size;
        }
        oldestFirst.sort(Comparator.comparing(used::get));
        for (Path entry : oldestFirst) {
            if (taken + needed <= most) {
                return;
            }
            if (!holds.containsKey(entry)) {
                delete(entry);
                taken -= sizes.getOrDefault(entry, 0L);
            }
        }
        if (taken + needed > most) {
            throw new UnusableModelException(
                    "%s takes %d bytes, and models in use take %d; remote-models.cache-bytes is %d"
                            .formatted(version.title(), needed, taken, most));
        }
    }

    private List<Path> entries(boolean partial) throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            return new ArrayList<>(
                    children.filter(Files::isDirectory)
                            .filter(child ->
                                    child.getFileName().toString().startsWith(PARTIAL) == partial)
                            .toList());
        }
    }

    private static long size(Path entry) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    private static void delete(Path entry) throws IOException {
        if (!Files.exists(entry)) {
            return;
        }
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Path parent(Path file) {
        return java.util.Objects.requireNonNull(file.getParent(), "a file is in a directory");
    }
}
