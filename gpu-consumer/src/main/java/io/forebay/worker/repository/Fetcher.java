package io.forebay.worker.repository;

import java.io.IOException;
import java.nio.file.Path;

/** Fetches files by their path within a repository. Safe for use by several threads. */
interface Fetcher {

    /**
     * Writes a file's bytes.
     *
     * @param path relative, its parts divided by slashes
     * @param most bytes that are taken
     * @throws IOException when it is not there, is larger, or does not come in time
     */
    void fetch(String path, Path into, long most) throws IOException;
}
