package io.forebay.schemas.model;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells pictures by how they begin, whatever they are called. */
public final class Pictures {

    private static final int BITMAP_HEADER = 26;

    private Pictures() {}

    /**
     * The media type; empty for what no worker decodes. Only decoding tells whether it is whole.
     */
    public static Optional<String> mediaType(ByteString bytes) {
        if (has(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (has(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        }
        if (has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP")) {
            return Optional.of("image/webp");
        }
        if (has(bytes, 0, "GIF87a") || has(bytes, 0, "GIF89a")) {
            return Optional.of("image/gif");
        }
        return has(bytes, 0, "BM") && bytes.size() >= BITMAP_HEADER
                ? Optional.of("image/bmp")
                : Optional.empty();
    }

    private static boolean has(ByteString bytes, int at, String latin1) {
        byte[] magic = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.size() >= at + magic.length
                && bytes.substring(at, at + magic.length).equals(ByteString.copyFrom(magic));
    }
}
