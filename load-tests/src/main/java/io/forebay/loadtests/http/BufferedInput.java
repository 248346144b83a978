package io.forebay.loadtests.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines and counted bytes from a stream, through one buffer that is reused. Confined to one thread.
 */
final class BufferedInput {

    private static final int BUFFER = 16 * 1024;
    private static final int MAX_LINE = 16 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private byte[] line = new byte[256];
    private int lineLength;

    BufferedInput(InputStream in) {
        this.in = in;
    }

    /** Whether bytes were read that nobody asked for. */
    boolean hasUnread() {
        return position < limit;
    }

    /** Whether the stream has ended; blocks until it has or a byte is there. */
    boolean isAtEnd() throws IOException {
        return position == limit && !fill();
    }

    /** Reads up to a line feed into the line, without it and a carriage return before it. */
    void readLine() throws IOException {
        lineLength = 0;
        for (byte read = readByte(); read != '\n'; read = readByte()) {
            if (lineLength == MAX_LINE) {
                throw new IOException("a header line is longer than " + MAX_LINE + " bytes");
            }
            if (lineLength == line.length) {
                line = Arrays.copyOf(line, 2 * lineLength);
            }
            line[lineLength++] = read;
        }
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
            lineLength--;
        }
    }

    int lineLength() {
        return lineLength;
    }

    int lineByte(int index) {
        return line[index];
    }

    /** The line from {@code from} on. */
    String lineText(int from) {
        return new String(line, from, lineLength - from, StandardCharsets.ISO_8859_1);
    }

    /** Whether the line starts with a text, whatever its case. */
    boolean lineStartsWith(String lowerCase) {
        if (lineLength < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int read = line[i] >= 'A' && line[i] <= 'Z' ? line[i] + ('a' - 'A') : line[i];
            if (read != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    void readFully(byte[] into, int from, int count) throws IOException {
        int missing = count;
        while (missing > 0) {
            if (position == limit && !fill()) {
                throw new EOFException("the connection closed within an answer");
            }
            int taken = Math.min(missing, limit - position);
            System.arraycopy(buffer, position, into, from + count - missing, taken);
            position += taken;
            missing -= taken;
        }
    }

    private byte readByte() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("the connection closed within an answer");
        }
        return buffer[position++];
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(read, 0);
        return read > 0;
    }
}
