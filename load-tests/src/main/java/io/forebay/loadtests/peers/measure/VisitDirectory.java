package io.forebay.loadtests.peers.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where a system has its data and logs during a visit. */
record VisitDirectory(Path path) {

    /** Another, beside it: for whoever has to begin anew. */
    VisitDirectory again() {
        return new VisitDirectory(path.resolveSibling(path.getFileName() + "-again"));
    }

    /** Deletes what an earlier run left, its logs included. */
    void clear() {
        if (Files.exists(path)) {
            delete(one -> true);
        }
    }

    /** Deletes all but the logs: a visit leaves gigabytes, and there are many. */
    void keepLogs() {
        delete(one -> !isKept(one));
    }

    private void delete(Predicate<Path> which) {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> gone = all.filter(which).sorted(Comparator.reverseOrder()).toList();
            for (Path one : gone) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + path, e);
        }
    }

    /** The directory itself, and what lies in it and is a log. */
    private boolean isKept(Path one) {
        return one.equals(path)
                || (path.equals(one.getParent()) && one.toString().endsWith(".log"));
    }
}
