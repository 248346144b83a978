package io.forebay.ingest.batch;

import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Cuts a stream into lines, and takes them together a few at a time, so that a batch of any size
 * needs the memory of one chunk. Confined to one upload.
 */
final class LineReader {

    /** Few enough that a chunk is a short burst for the queue. */
    static final int CHUNK_LINES = 100;

    static final int CHUNK_BYTES = 1 << 20;

    private final InputStream in;
    private final int lineLimit;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private long next;

    /**
     * @param first number of the first line
     * @param lineLimit bytes; of a longer line only the first one more are kept, which are no line
     *     then
     */
    LineReader(InputStream in, long first, int lineLimit) {
        this.in = in;
        this.next = first;
        this.lineLimit = lineLimit;
    }

    /** The next lines; none at the end. */
    Chunk next() {
        List<byte[]> lines = new ArrayList<>(CHUNK_LINES);
        long first = next;
        long size = 0;
        while (lines.size() < CHUNK_LINES && size < CHUNK_BYTES && fill()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            size += line(line);
            lines.add(withoutReturn(line.toByteArray()));
            next++;
        }
        return new Chunk(first, lines, size);
    }

    private long line(ByteArrayOutputStream line) {
        long size = 0;
        while (fill()) {
            int newline = at;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            int room = Math.min(newline - at, lineLimit + 1 - line.size());
            line.write(buffer, at, room);
            size += newline - at;
            at = newline;
            if (at < end) {
                at++;
                return size + 1;
            }
        }
        return size;
    }

    /** Whether there is more. */
    private boolean fill() {
        if (at < end) {
            return true;
        }
        try {
            end = in.read(buffer);
            at = 0;
            return end > 0;
        } catch (ZipException e) {
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "line %d: the body is not gzip: %s".formatted(next, e.getMessage()))
                    .toException();
        } catch (IOException | RuntimeException e) {
            throw new BrokenUploadException(e);
        }
    }

    private static byte[] withoutReturn(byte[] line) {
        int last = line.length - 1;
        return last >= 0 && line[last] == '\r' ? java.util.Arrays.copyOf(line, last) : line;
    }
}
