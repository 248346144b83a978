package io.forebay.ingest.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of the console, in memory.
 *
 * @param path where it is served
 * @param type its media type
 * @param tag its entity tag, which follows from its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and served as it is.
public record ConsoleFile(String path, String type, String tag, byte[] bytes) {

    private static final int TAG_BYTES = 12;

    /**
     * Reads it from the class path.
     *
     * @throws IllegalStateException when it is not there
     */
    static ConsoleFile load(String path, String resource) {
        try (InputStream in = ConsoleFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            byte[] bytes = in.readAllBytes();
            return new ConsoleFile(path, type(resource), tag(bytes), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static String type(String resource) {
        return switch (resource.substring(resource.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "jpg" -> "image/jpeg";
            default -> throw new IllegalStateException("no media type is known for " + resource);
        };
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** For tests and logs: not the bytes. */
    @Override
    public String toString() {
        return "%s (%s, %d bytes, %s)".formatted(path, type, bytes.length, tag);
    }
}
