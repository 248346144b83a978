package io.forebay.loadtests.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Takes responses apart as RFC 9112 frames them: a counted body, a chunked one, or one up to the
 * end of the connection. Confined to one thread.
 */
final class AnswerFraming {

    private static final int MAX_BODY = 256 * 1024 * 1024;

    private final BufferedInput in;
    private byte[] body = new byte[4096];
    private int length;

    // Of the answer that is being read.
    private int status;
    private boolean keepAlive;
    private boolean chunked;
    private boolean counted;
    private int contentLength;

    AnswerFraming(InputStream in) {
        this.in = new BufferedInput(in);
    }

    /** Whether the server sent more than it was asked for. */
    boolean hasSurplus() {
        return in.hasUnread();
    }

    HttpAnswer read() throws IOException {
        if (in.isAtEnd()) {
            throw new EOFException("the connection closed before an answer");
        }
        do {
            readHead();
        } while (status / 100 == 1);
        length = 0;
        if (status != 204 && status != 304) {
            readBody();
        }
        return new HttpAnswer(status, keepAlive, ByteBuffer.wrap(body, 0, length));
    }

    private void readHead() throws IOException {
        in.readLine();
        if (!in.lineStartsWith("http/1.") || in.lineLength() < 12) {
            throw new IOException("not an HTTP/1 response: " + in.lineText(0));
        }
        status = parse(in.lineText(9).substring(0, 3), 10);
        keepAlive = in.lineByte(7) == '1';
        chunked = false;
        counted = false;
        for (in.readLine(); in.lineLength() > 0; in.readLine()) {
            readHeader();
        }
    }

    private void readHeader() throws IOException {
        if (in.lineStartsWith("content-length:")) {
            contentLength = parse(in.lineText("content-length:".length()).strip(), 10);
            counted = true;
        } else if (in.lineStartsWith("transfer-encoding:")) {
            chunked = value("transfer-encoding:").endsWith("chunked");
        } else if (in.lineStartsWith("connection:")) {
            keepAlive = value("connection:").contains("keep-alive") || keepAlive;
            keepAlive = !value("connection:").contains("close") && keepAlive;
        }
    }

    private String value(String header) {
        return in.lineText(header.length()).strip().toLowerCase(Locale.ROOT);
    }

    private void readBody() throws IOException {
        if (chunked) {
            readChunks();
        } else if (counted) {
            append(contentLength);
        } else {
            keepAlive = false;
            while (!in.isAtEnd()) {
                append(1);
            }
        }
    }

    private void readChunks() throws IOException {
        int size = chunkSize();
        while (size > 0) {
            append(size);
            in.readLine();
            if (in.lineLength() > 0) {
                throw new IOException("a chunk is longer than its size");
            }
            size = chunkSize();
        }
        do {
            in.readLine();
        } while (in.lineLength() > 0);
    }

    private int chunkSize() throws IOException {
        in.readLine();
        String line = in.lineText(0);
        int extension = line.indexOf(';');
        return parse((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    private void append(int count) throws IOException {
        if (count > MAX_BODY - length) {
            throw new IOException("the body is longer than " + MAX_BODY + " bytes");
        }
        if (length + count > body.length) {
            body = Arrays.copyOf(body, Math.max(2 * body.length, length + count));
        }
        in.readFully(body, length, count);
        length += count;
    }

    private static int parse(String number, int radix) throws IOException {
        try {
            return Integer.parseUnsignedInt(number, radix) & Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new IOException("not a number in an answer's framing: " + number, e);
        }
    }
}
