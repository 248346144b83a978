package io.forebay.client.cli;

import com.google.protobuf.ByteString;
import io.forebay.client.JobInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what is to be submitted, and tells by its first bytes what it is. */
final class JobFile {

    static final String STDIN = "-";

    private JobFile() {}

    /**
     * @param name a file, or {@code -} for the standard input
     * @param type its media type; empty to find out
     */
    static JobInput read(String name, String type, InputStream in) {
        byte[] bytes = bytes(name, in);
        String known = type.isEmpty() ? guess(bytes) : type;
        if (known.startsWith("application/json")) {
            return new JobInput.Json(new String(bytes, StandardCharsets.UTF_8));
        }
        return known.startsWith("image/")
                ? JobInput.Picture.of(bytes, known)
                : new JobInput.Raw(ByteString.copyFrom(bytes));
    }

    private static byte[] bytes(String name, InputStream in) {
        try {
            return name.equals(STDIN) ? in.readAllBytes() : Files.readAllBytes(Path.of(name));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** By the formats' own marks; what has none are the bytes of a tensor. */
    private static String guess(byte[] bytes) {
        String start =
                new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        if (start.startsWith("GIF8")) {
            return "image/gif";
        }
        if (start.startsWith("BM")) {
            return "image/bmp";
        }
        return start.stripLeading().startsWith("{")
                ? "application/json"
                : "application/octet-stream";
    }
}
