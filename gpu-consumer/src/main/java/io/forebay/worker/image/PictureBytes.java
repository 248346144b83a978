package io.forebay.worker.image;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A picture's bytes, for decoders, some of which read on after the end as if zeros came: of 34
 * bytes that say they are millions of pixels, for minutes. A few such reads are how they look
 * ahead; then it is an error that they do not catch. Confined to one caller.
 */
final class PictureBytes extends ImageInputStreamImpl {

    private static final int MOST_PAST_END = 10_000;

    private final byte[] bytes;
    private int pastEnd;

    PictureBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        return bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return end();
        }
        int read = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, read);
        streamPos += read;
        return read;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    /**
     * @return -1
     * @throws IOException that is no {@link EOFException}, which decoders take for zeros
     */
    private int end() throws IOException {
        if (++pastEnd > MOST_PAST_END) {
            throw new IOException("its data ends before the picture does");
        }
        return -1;
    }
}
