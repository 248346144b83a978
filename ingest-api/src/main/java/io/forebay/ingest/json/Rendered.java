package io.forebay.ingest.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Bytes to send: the first {@code length} of an array that may be larger, so that nothing is
 * copied.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy per answer would buy nothing.
public record Rendered(byte[] bytes, int length) {

    private static final int USUAL_SIZE = 1024;

    /** The UTF-8 of one JSON value. */
    public static Rendered json(JsonBody body) {
        Buffer buffer = new Buffer();
        try (JsonGenerator out = StrictJson.FACTORY.createGenerator(buffer)) {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes every byte", e);
        }
        return buffer.rendered();
    }

    public static Rendered of(byte[] bytes) {
        return new Rendered(bytes, bytes.length);
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private static final class Buffer extends ByteArrayOutputStream {

        Buffer() {
            super(USUAL_SIZE);
        }

        Rendered rendered() {
            return new Rendered(buf, count);
        }
    }
}
