package io.forebay.schemas.payload;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.wire.PayloadRef;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * A payload store in a directory: of one machine, or shared between several by the file system.
 * Safe for use by several threads and processes.
 */
public final class DirectoryPayloadStore implements PayloadStore {

    private static final Pattern KEY = Pattern.compile("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*");

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
                .setSha256(sha256(payload))
                .build();
    }

    @Override
    public ByteString get(PayloadRef ref) {
        ByteString payload = find(ref.getKey());
        if (!sha256(payload).equals(ref.getSha256())) {
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

    private Path file(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new PayloadStoreException("payload key '" + key + "' does not match " + KEY);
        }
        return root.resolve(key);
    }

    private static ByteString sha256(ByteString payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            payload.asReadOnlyByteBufferList().forEach(digest::update);
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
