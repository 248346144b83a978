package io.forebay.worker.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where model files come from. Safe for use by several threads. */
public interface ModelSource {

    /**
     * Every version of the models that are wanted, by name and version.
     *
     * @param wanted whether a model of this name is
     * @throws UnusableModelException when one cannot be read: a repository is right as a whole
     */
    List<ModelFiles> all(Predicate<String> wanted);

    /**
     * One version of a model, or empty when it is not here.
     *
     * @throws UnusableModelException when it is here and cannot be read
     */
    Optional<ModelFiles> find(String name, String version);

    /** Whether there is such a version, read or not. */
    default boolean has(String name, String version) {
        return find(name, version).isPresent();
    }

    /** Keeps files where they are until this is closed. */
    default Hold hold(ModelFiles files) {
        return () -> {};
    }

    /** What errors call it. */
    String where();

    /** Files that somebody uses. */
    @FunctionalInterface
    interface Hold extends AutoCloseable {

        @Override
        void close();
    }
}
