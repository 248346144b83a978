package io.forebay.schemas.payload;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.wire.PayloadRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A payload store in a directory: of one machine, or shared between several by the file system.
 * Safe for use by several threads and processes.
 */
public final class DirectoryPayloadStore implements PayloadStore {

    private final Path root;

    public DirectoryPayloadStore(Path root) {
        this.root = root;
    }

    @Override
    public PayloadRef put(String key, ByteString payload) {
        Path file = file(key);
        try {
            Files.createDirectories(file.getParent());
            Path draft = Files.createTempFile(file.getParent(), ".put", null);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                for (var buffer : payload.asReadOnlyByteBufferList()) {
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PayloadStoreException("cannot keep payload " + key + " in " + root, e);
        }
        return PayloadRef.newBuilder()
                .setKey(key)
                .setSize(payload.size())
                .setSha256(PayloadDigest.of(payload))
                .build();
    }

    @Override
    public ByteString get(PayloadRef ref) {
        ByteString payload = find(ref.getKey());
        if (!PayloadDigest.of(payload).equals(ref.getSha256())) {
            throw new PayloadStoreException(
                    "payload " + ref.getKey() + " in " + root + " is not what was put");
        }
        return payload;
    }

    @Override
    public ByteString find(String key) {
        try {
            return UnsafeByteOperations.unsafeWrap(Files.readAllBytes(file(key)));
        } catch (IOException e) {
            throw new PayloadStoreException("cannot read payload " + key + " in " + root, e);
        }
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            throw new PayloadStoreException("cannot delete payload " + key + " in " + root, e);
        }
    }

    @Override
    public long sweep(String folder, Instant before) {
        Path under = file(folder);
        if (!Files.isDirectory(under)) {
            return 0;
        }
        FileTime oldest = FileTime.from(before);
        try (Stream<Path> files = Files.walk(under)) {
            long swept = 0;
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                swept += isOlder(file, oldest) && Files.deleteIfExists(file) ? 1 : 0;
            }
            dropEmpty(under, oldest);
            return swept;
        } catch (IOException | UncheckedIOException e) {
            throw new PayloadStoreException("cannot sweep payloads in " + under, e);
        }
    }

    private static boolean isOlder(Path file, FileTime than) throws IOException {
        try {
            return Files.getLastModifiedTime(file).compareTo(than) < 0;
        } catch (NoSuchFileException e) {
            // Another service sweeps too.
            return false;
        }
    }

    /** Directories of batches in which nothing was done for as long, and nothing is left. */
    private static void dropEmpty(Path under, FileTime oldest) throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.list(under)) {
            folders = found.filter(Files::isDirectory).toList();
        }
        for (Path folder : folders) {
            try {
                if (isOlder(folder, oldest)) {
                    Files.deleteIfExists(folder);
                }
            } catch (DirectoryNotEmptyException e) {
                // It is still used.
            }
        }
    }

    private Path file(String key) {
        return root.resolve(PayloadKey.require(key));
    }
}
