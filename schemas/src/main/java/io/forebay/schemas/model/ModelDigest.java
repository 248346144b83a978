package io.forebay.schemas.model;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What tells one state of a model's files from another: SHA-256 over the model file's own SHA-256,
 * the manifest and the labels, each behind its length (8 bytes, big-endian), so that no byte can
 * move from one to the next unseen.
 */
public final class ModelDigest {

    private static final int CHUNK = 1 << 16;

    private ModelDigest() {}

    /**
     * The digest.
     *
     * @param labels empty when there are none
     * @throws IOException when the model file cannot be read
     */
    public static ByteString of(Path modelFile, byte[] manifest, byte[] labels) throws IOException {
        MessageDigest sha256 = sha256();
        for (byte[] part : new byte[][] {fileDigest(modelFile), manifest, labels}) {
            sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
            sha256.update(part);
        }
        return ByteString.copyFrom(sha256.digest());
    }

    private static byte[] fileDigest(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
                sha256.update(chunk, 0, read);
            }
        }
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
