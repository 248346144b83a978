package io.forebay.ingest.batch;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.ingest.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** An upload cut into lines, as it is, and unpacked where it is gzip. */
final class LineReaderFuzz {

    private static final int LIMIT = 32;

    /** Of what is unpacked; a bomb is passed over in the same memory, but takes its time. */
    private static final int MOST = 1 << 20;

    @FuzzTest
    void lines(byte[] bytes) {
        wholeLines(bytes);
        try (InputStream plain =
                new Bounded(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            read(plain);
        } catch (IOException | RefusedException | BrokenUploadException e) {
            // It is none, or a broken one.
        }
    }

    private static void wholeLines(byte[] bytes) {
        same(read(new ByteArrayInputStream(bytes)), (long) bytes.length, "bytes that came");
        int kept = 0;
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes), 1, bytes.length + 1);
        for (Chunk chunk = reader.next(); !chunk.lines().isEmpty(); chunk = reader.next()) {
            kept += chunk.lines().stream().mapToInt(line -> line.length).sum();
        }
        same(kept, count(bytes), "bytes of lines that are short enough");
    }

    /** Bytes but for the ends of lines. */
    private static int count(byte[] bytes) {
        int count = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean end = i + 1 == bytes.length || bytes[i + 1] == '\n';
            count += bytes[i] == '\n' || (bytes[i] == '\r' && end) ? 0 : 1;
        }
        return count;
    }

    private static long read(InputStream in) {
        LineReader reader = new LineReader(in, 1, LIMIT);
        long size = 0;
        long next = 1;
        for (Chunk chunk = reader.next(); !chunk.lines().isEmpty(); chunk = reader.next()) {
            holds(chunk.first() == next, "lines are numbered on");
            holds(chunk.lines().size() <= LineReader.CHUNK_LINES, "more lines than a chunk has");
            for (byte[] line : chunk.lines()) {
                holds(line.length <= LIMIT + 1, "more than is kept of a long line");
                holds(indexOf(line, '\n') < 0, "a line of two lines");
            }
            check(chunk);
            next += chunk.lines().size();
            size += chunk.size();
        }
        return size;
    }

    private static void check(Chunk chunk) {
        Chunk again = Chunk.read(chunk.write());
        holds(again.first() == chunk.first(), "kept and found again: the number");
        List<byte[]> lines = again.lines();
        holds(lines.size() == chunk.lines().size(), "kept and found again: the lines");
        for (int i = 0; i < lines.size(); i++) {
            holds(Arrays.equals(lines.get(i), chunk.lines().get(i)), "kept and found again");
        }
    }

    private static int indexOf(byte[] line, char wanted) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Ends after so many bytes. */
    private static final class Bounded extends java.io.FilterInputStream {

        private int left = MOST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = left == 0 ? -1 : super.read(into, offset, Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }
    }
}
