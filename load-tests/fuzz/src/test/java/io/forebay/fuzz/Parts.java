package io.forebay.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An input of lines of text and a rest of bytes: something that people can write by hand. */
public final class Parts {

    private final byte[] bytes;
    private int at;

    public Parts(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next line, without its end; empty when there is none. */
    public String line() {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        at = Math.min(bytes.length, end + 1);
        return line;
    }

    public boolean hasMore() {
        return at < bytes.length;
    }

    public byte[] rest() {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
