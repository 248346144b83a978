package io.forebay.loadtests.soak.sample;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel says of a process: {@code /proc/<pid>/status} and {@code /proc/<pid>/fd}
 * (proc_pid_status(5)).
 *
 * @param residentBytes that it holds in memory
 * @param files that it has open, sockets too
 */
record ProcessFigures(long residentBytes, long threads, long files) {

    private static final long BYTES_PER_KB = 1024;

    /** Empty when there is no such process any more. */
    static Optional<ProcessFigures> of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        try {
            List<String> status = Files.readAllLines(folder.resolve("status"));
            return Optional.of(
                    new ProcessFigures(
                            value(status, "VmRSS:") * BYTES_PER_KB,
                            value(status, "Threads:"),
                            count(folder.resolve("fd"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long value(List<String> status, String key) throws IOException {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                // A process that has ended, and whose end nobody has taken notice of, has no
                // memory.
                .orElseThrow(() -> new IOException("no " + key));
    }

    private static long count(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            long count = 0;
            for (Path _ : files) {
                count++;
            }
            return count;
        }
    }
}
