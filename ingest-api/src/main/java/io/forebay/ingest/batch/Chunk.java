package io.forebay.ingest.batch;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Some lines that came together, as they are kept for retries: the number of the first, then each
 * as its length and its bytes.
 *
 * @param first counted from 1
 * @param size bytes that the lines had on their way, with their ends
 */
record Chunk(long first, List<byte[]> lines, long size) {

    ByteString write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(size + 1024, 1 << 24));
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(first).array());
        for (byte[] line : lines) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(line.length).array());
            out.writeBytes(line);
        }
        return UnsafeByteOperations.unsafeWrap(out.toByteArray());
    }

    static Chunk read(ByteString kept) {
        ByteBuffer in = kept.asReadOnlyByteBuffer();
        long first = in.getLong();
        List<byte[]> lines = new java.util.ArrayList<>();
        while (in.hasRemaining()) {
            byte[] line = new byte[in.getInt()];
            in.get(line);
            lines.add(line);
        }
        return new Chunk(first, lines, kept.size());
    }
}
