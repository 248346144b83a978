package io.forebay.schemas.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.SortedMap;

/**
 * What tells one state of a model's files from another: SHA-256 over the model file's own SHA-256,
 * the manifest and the labels and, for each file that the model keeps weights in, by name, its name
 * and its own SHA-256; each behind its length (8 bytes, big-endian), so that no byte can move from
 * one to the next unseen.
 */
public final class ModelDigest {

    private ModelDigest() {}

    /**
     * The digest.
     *
     * @param labels empty when there are none
     * @throws IOException when the model file cannot be read, or keeps weights in what is no file
     *     of its directory
     */
    public static ByteString of(Path modelFile, byte[] manifest, byte[] labels) throws IOException {
        MessageDigest sha256 = Sha256.digest();
        add(sha256, Sha256.bytesOf(modelFile));
        add(sha256, manifest);
        add(sha256, labels);
        for (var weights : externalData(modelFile).entrySet()) {
            add(sha256, weights.getKey().getBytes(StandardCharsets.UTF_8));
            add(sha256, Sha256.bytesOf(weights.getValue()));
        }
        return ByteString.copyFrom(sha256.digest());
    }

    private static void add(MessageDigest sha256, byte[] part) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
        sha256.update(part);
    }

    private static SortedMap<String, Path> externalData(Path modelFile) throws IOException {
        try {
            return ExternalData.of(modelFile);
        } catch (InvalidProtocolBufferException e) {
            // No model will come of it, and whoever loads it says so.
            return Collections.emptySortedMap();
        }
    }
}
