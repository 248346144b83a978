package io.forebay.loadtests.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code /proc}; where there is none, no process is found. */
final class ProcFiles {

    private static final long BYTES_PER_KB = 1024;

    private static final Pattern NUMBER = Pattern.compile("[#\\d]+$");

    private final Path root;

    ProcFiles(Path root) {
        this.root = root;
    }

    /** The processes that run now. */
    List<ProcessStat> all() {
        List<ProcessStat> all = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return all;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[0-9]*")) {
            folders.forEach(folder -> stat(folder).ifPresent(all::add));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
    }

    /** The most memory that a process ever held, in bytes; 0 when it has ended. */
    long peakRssBytes(long pid) {
        try {
            return Files.readAllLines(root.resolve(Long.toString(pid)).resolve("status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * The clock ticks of the process's threads, summed by their names without numbers at the end.
     */
    Map<String, Long> threads(long pid) {
        Map<String, Long> threads = new TreeMap<>();
        Path folder = root.resolve(Long.toString(pid)).resolve("task");
        if (!Files.isDirectory(folder)) {
            return threads;
        }
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder, "[0-9]*")) {
            tasks.forEach(task ->
                    stat(task)
                            .ifPresent(thread ->
                                    threads.merge(
                                            NUMBER.matcher(thread.command()).replaceFirst(""),
                                            thread.ticks(),
                                            Long::sum)));
            return threads;
        } catch (IOException e) {
            // It has ended.
            return Map.of();
        }
    }

    /** Empty when the process has ended meanwhile. */
    private static Optional<ProcessStat> stat(Path folder) {
        try {
            return Optional.of(ProcessStat.parse(Files.readString(folder.resolve("stat"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
