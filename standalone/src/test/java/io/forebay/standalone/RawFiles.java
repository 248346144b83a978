package io.forebay.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the files of a folder, whoever may still be able to read it: every byte of every
 * file, and of Kafka's segments also what is in compressed batches. Files that Kafka has renamed to
 * be removed count as well.
 */
record RawFiles(Path folder) {

    /**
     * The files in which a text lies.
     *
     * @return their paths in the folder
     */
    Set<String> with(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        Set<String> found = new TreeSet<>();
        for (Path file : all()) {
            if (has(file, wanted)) {
                found.add(folder.relativize(file).toString());
            }
        }
        return found;
    }

    private List<Path> all() {
        List<Path> files = new ArrayList<>();
        collect(folder, files);
        return files;
    }

    /** Files come and go meanwhile: a walk of streams would break off. */
    private static void collect(Path directory, List<Path> files) {
        try (var entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    collect(entry, files);
                } else {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            // It went.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean has(Path file, byte[] wanted) {
        try {
            return contains(Files.readAllBytes(file), wanted)
                    || (isSegment(file) && isInRecords(file, wanted));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSegment(Path file) {
        return file.getFileName().toString().matches("\\d{20}\\.log(\\.deleted)?");
    }

    private static boolean isInRecords(Path file, byte[] wanted) throws IOException {
        try (FileRecords records = FileRecords.open(file.toFile(), false)) {
            for (RecordBatch batch : records.batches()) {
                for (Record record : batch) {
                    if (isIn(record.key(), wanted) || isIn(record.value(), wanted)) {
                        return true;
                    }
                    for (Header header : record.headers()) {
                        if (header.value() != null && contains(header.value(), wanted)) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }

    private static boolean isIn(@Nullable ByteBuffer bytes, byte[] wanted) {
        if (bytes == null) {
            return false;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return contains(copy, wanted);
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
