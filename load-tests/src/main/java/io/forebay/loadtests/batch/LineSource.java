package io.forebay.loadtests.batch;

import io.forebay.loadtests.random.SeededBits;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a batch for the model {@code noop}, made as they are read. Confined to one reader. */
final class LineSource extends InputStream {

    private static final int ELEMENTS = 64;

    private final SeededBits bits;
    private final int lines;
    private byte[] line = new byte[0];
    private int at;
    private int next;
    private long read;

    LineSource(int lines, long seed) {
        this.lines = lines;
        this.bits = new SeededBits(seed);
    }

    /** A tensor of the model that no other request has. */
    static String inputs(SeededBits bits) {
        StringBuilder data = new StringBuilder(4 * ELEMENTS);
        for (int i = 0; i < ELEMENTS; i++) {
            data.append(i == 0 ? "" : ",").append((int) (bits.nextDouble() * 256));
        }
        return "\"inputs\":[{\"name\":\"input\",\"shape\":[1,%d],\"datatype\":\"UINT8\",\"data\":[%s]}]"
                .formatted(ELEMENTS, data);
    }

    /** Bytes given so far. */
    long bytes() {
        return read;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (at == line.length) {
            if (next == lines) {
                return -1;
            }
            next++;
            line =
                    "{\"custom_id\":\"row-%d\",\"model\":\"noop\",%s}\n"
                            .formatted(next, inputs(bits))
                            .getBytes(StandardCharsets.US_ASCII);
            at = 0;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, offset, count);
        at += count;
        read += count;
        return count;
    }
}
