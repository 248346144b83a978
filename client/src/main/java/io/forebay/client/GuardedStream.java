package io.forebay.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that ends with an error when nothing has come for so long that its other end must be gone:
 * the JDK's client waits for ever then, and servers send heartbeats on streams. Confined to one
 * reader, except for {@link #close}.
 */
final class GuardedStream extends FilterInputStream {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final Thread watcher;

    /** When the read under way began; 0 between reads. */
    private volatile long readingSince;

    private volatile boolean silent;

    private GuardedStream(InputStream body) {
        super(body);
        this.watcher = Thread.ofVirtual().name("forebay-silence").unstarted(this::watch);
    }

    static GuardedStream of(InputStream body) {
        GuardedStream guarded = new GuardedStream(body);
        guarded.watcher.start();
        return guarded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        readingSince = System.nanoTime() | 1;
        int read = super.read(bytes, from, length);
        readingSince = 0;
        if (read < 0 && silent) {
            throw new IOException("nothing came for " + LONGEST_SILENCE.toSeconds() + " s");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        watcher.interrupt();
        super.close();
    }

    /** A read that lasts is silence; a reader that takes its time is not. */
    private void watch() {
        try {
            while (true) {
                long since = readingSince;
                long silence = since == 0 ? 0 : System.nanoTime() - since;
                long left = LONGEST_SILENCE.toNanos() - silence;
                if (left <= 0) {
                    silent = true;
                    super.close();
                    return;
                }
                Thread.sleep(Duration.ofNanos(left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It is closed all the same.
            return;
        }
    }
}
