package io.forebay.ingest.batch;

import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.problem.ProblemCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The file of a {@code multipart/form-data} body (RFC 7578), as it comes: the first part with a
 * file name. Parts before it are passed over, parts after it are not read.
 */
public final class PartStream extends InputStream {

    private static final int MOST_HEADERS = 16 * 1024;
    private static final String END = "\r\n\r\n";

    private final InputStream in;
    private final byte[] delimiter;
    private boolean ended;

    private PartStream(InputStream in, byte[] delimiter) {
        this.in = in;
        this.delimiter = delimiter;
    }

    /**
     * @throws RefusedException when the body has no file
     */
    public static InputStream open(InputStream body, String boundary) throws IOException {
        byte[] delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        InputStream in = new BufferedInputStream(body, 64 * 1024);
        // The first delimiter has no line before it.
        in.skipNBytes(delimiter.length - 2L);
        while (true) {
            String headers = headers(in);
            PartStream part = new PartStream(in, delimiter);
            if (headers.toLowerCase(Locale.ROOT).contains("filename=")) {
                return part;
            }
            if (headers.isEmpty() || part.transferTo(OutputStreams.NOWHERE) < 0) {
                throw new RefusedException(
                        ProblemCode.MALFORMED_REQUEST,
                        "the multipart body has no part with a file");
            }
        }
    }

    private static final class OutputStreams {
        private static final java.io.OutputStream NOWHERE = java.io.OutputStream.nullOutputStream();
    }

    /** Up to the empty line; empty at the end of the body. */
    private static String headers(InputStream in) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int ended = 0;
        for (int next = in.read(); next >= 0 && text.size() < MOST_HEADERS; next = in.read()) {
            text.write(next);
            ended = next == END.charAt(ended) ? ended + 1 : next == END.charAt(0) ? 1 : 0;
            if (ended == END.length()) {
                return text.toString(StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @Override
    public int read() throws IOException {
        if (ended) {
            return -1;
        }
        in.mark(delimiter.length + 1);
        int next = in.read();
        if (next < 0) {
            throw new java.io.EOFException("the multipart body ends within a part");
        }
        if (next != '\r') {
            return next;
        }
        for (int i = 1; i < delimiter.length; i++) {
            if (in.read() != Byte.toUnsignedInt(delimiter[i])) {
                in.reset();
                return in.read();
            }
        }
        ended = true;
        return -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                break;
            }
            into[offset + count++] = (byte) next;
            if (in.available() == 0) {
                break;
            }
        }
        return count == 0 && length > 0 ? -1 : count;
    }
}
