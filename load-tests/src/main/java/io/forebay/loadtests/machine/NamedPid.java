package io.forebay.loadtests.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A process under a name for the report. */
public record NamedPid(String name, long pid) {

    private static final String SUFFIX = ".pid";

    /**
     * One per file {@code <name>.pid}, which holds a process id; none when there is no such folder.
     *
     * @throws IllegalArgumentException when a file holds something else
     */
    public static List<NamedPid> in(Path folder) {
        List<NamedPid> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                found.add(read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the process ids in " + folder, e);
        }
        found.sort(Comparator.comparing(NamedPid::name));
        return found;
    }

    private static NamedPid read(Path file) throws IOException {
        String name = file.getFileName().toString();
        String content = Files.readString(file).strip();
        try {
            return new NamedPid(
                    name.substring(0, name.length() - SUFFIX.length()), Long.parseLong(content));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(file + " holds no process id: " + content, e);
        }
    }
}
