package io.forebay.worker.image;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The encodings that are read, told by their first bytes and never by what they are called. */
enum ImageFormat {
    JPEG("jpeg"),
    PNG("png"),
    WEBP("webp"),
    GIF("gif"),
    BMP("bmp");

    private final String pluginName;

    ImageFormat(String pluginName) {
        this.pluginName = pluginName;
    }

    /** What ImageIO calls it. */
    String pluginName() {
        return pluginName;
    }

    static Optional<ImageFormat> sniff(byte[] bytes) {
        if (starts(bytes, 0, "\u00FF\u00D8\u00FF")) {
            return Optional.of(JPEG);
        }
        if (starts(bytes, 0, "\u0089PNG\r\n\u001A\n")) {
            return Optional.of(PNG);
        }
        if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        return starts(bytes, 0, "BM") ? Optional.of(BMP) : Optional.empty();
    }

    static boolean starts(byte[] bytes, int at, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
