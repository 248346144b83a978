package io.forebay.objects;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object's bytes, none missing: the JDK's client takes a connection that is cut for the end of
 * the body. Confined to its reader's thread.
 */
final class WholeStream extends FilterInputStream {

    private final long size;
    private long seen;

    /**
     * @param size in bytes, as the server said
     */
    WholeStream(InputStream in, long size) {
        super(in);
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        saw(one < 0 ? -1 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = in.read(bytes, offset, length);
        saw(some);
        return some;
    }

    @Override
    public long skip(long most) throws IOException {
        long some = in.skip(most);
        seen += some;
        return some;
    }

    /**
     * More comes until all has: by this, what unpacks gzip knows whether another member follows.
     */
    @Override
    public int available() {
        return seen < size ? 1 : 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void saw(int bytes) throws IOException {
        if (bytes >= 0) {
            seen += bytes;
        } else if (seen < size) {
            throw new IOException(
                    "the connection was cut after %d of %d bytes".formatted(seen, size));
        }
    }
}
