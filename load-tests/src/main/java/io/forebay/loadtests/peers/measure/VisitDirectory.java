package io.forebay.loadtests.peers.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a system has its data and logs during a visit. */
record VisitDirectory(Path path) {

    /** Deletes all but the logs: a visit leaves gigabytes, and there are many. */
    void keepLogs() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> data =
                    all.filter(one -> !isKept(one)).sorted(Comparator.reverseOrder()).toList();
            for (Path one : data) {
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
