package io.forebay.worker.repository;

import io.forebay.schemas.config.ConfigException;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelRepository;
import io.forebay.worker.model.ModelSource;
import io.forebay.worker.model.UnusableModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A repository behind a URL: {@code index.json} says what there is, and files lie beside it as
 * {@code <name>/<version>/<path>}. What was fetched is kept, and is read from there once its
 * digests are those of the index. Safe for use by several threads.
 */
public final class RemoteModels implements ModelSource {

    private static final String INDEX = "index.json";
    private static final long LARGEST_INDEX = 16L << 20;

    private final RemoteModelsConfig config;
    private final Fetcher fetcher;
    private final ModelCache cache;

    private RemoteModels(RemoteModelsConfig config, Fetcher fetcher, ModelCache cache) {
        this.config = config;
        this.fetcher = fetcher;
        this.cache = cache;
    }

    /**
     * Nothing is fetched yet.
     *
     * @throws UnusableModelException when the cache's directory cannot be used
     */
    public static RemoteModels open(RemoteModelsConfig config, InstantSource clock) {
        return new RemoteModels(
                config,
                config.fetcher(),
                new ModelCache(config.cacheDirectory(), config.cacheBytes(), clock));
    }

    @Override
    public List<ModelFiles> all(Predicate<String> wanted) {
        List<ModelFiles> all = new ArrayList<>();
        for (ModelIndex.Version version : index().models()) {
            if (wanted.test(version.name())) {
                all.add(files(version));
            }
        }
        return List.copyOf(all);
    }

    @Override
    public Optional<ModelFiles> find(String name, String version) {
        return index().find(name, version).map(this::files);
    }

    @Override
    public boolean has(String name, String version) {
        return index().find(name, version).isPresent();
    }

    @Override
    public Hold hold(ModelFiles files) {
        Path entry = entry(files.directory());
        cache.hold(entry);
        return () -> cache.release(entry);
    }

    @Override
    public String where() {
        return config.url();
    }

    private ModelFiles files(ModelIndex.Version version) {
        try {
            Path entry = cache.get(version, fetcher);
            return new ModelRepository(entry)
                    .find(version.name(), version.version())
                    .orElseThrow(
                            () -> new UnusableModelException(version.title() + " has no files"));
        } catch (IOException e) {
            throw new UnusableModelException(
                    "%s: %s".formatted(version.title(), e.getMessage()), e);
        }
    }

    /** Read at every call: it is small, and new versions are to be seen. */
    private ModelIndex index() {
        Path into = null;
        try {
            into = Files.createTempFile("forebay-", INDEX);
            fetcher.fetch(INDEX, into, LARGEST_INDEX);
            return ModelIndex.parse(
                    Files.readString(into), config.folder().resolve(INDEX).toString());
        } catch (ConfigException e) {
            throw new UnusableModelException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UnusableModelException(
                    "the index of models cannot be read: " + e.getMessage(), e);
        } finally {
            delete(into);
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UnusableModelException("cannot delete " + file, e);
        }
    }

    /** {@code <entry>/<name>/<version>}. */
    private static Path entry(Path directory) {
        return java.util.Objects.requireNonNull(
                directory.resolve("../..").normalize(), "an entry of the cache");
    }
}
