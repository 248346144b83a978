package io.forebay.ingest.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of picture that are read, told by how their bytes begin. */
public enum ImageKind {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp"),
    GIF("image/gif"),
    BMP("image/bmp");

    private final String contentType;

    ImageKind(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    static Optional<ImageKind> named(String contentType) {
        return Arrays.stream(values())
                .filter(kind -> kind.contentType.equals(contentType))
                .findFirst();
    }

    /** What the bytes are, whatever they are called. Only decoding tells whether they are whole. */
    static Optional<ImageKind> of(RequestBody body) {
        return Arrays.stream(values()).filter(kind -> kind.begins(body)).findFirst();
    }

    private boolean begins(RequestBody body) {
        return switch (this) {
            case JPEG -> has(body, 0, "\u00ff\u00d8\u00ff");
            case PNG -> has(body, 0, "\u0089PNG\r\n\u001a\n");
            case WEBP -> has(body, 0, "RIFF") && has(body, 8, "WEBP");
            case GIF -> has(body, 0, "GIF87a") || has(body, 0, "GIF89a");
            case BMP -> has(body, 0, "BM") && body.length() >= 26;
        };
    }

    private static boolean has(RequestBody body, int at, String latin1) {
        byte[] magic = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return body.length() >= at + magic.length
                && Arrays.equals(body.bytes(), at, at + magic.length, magic, 0, magic.length);
    }
}
