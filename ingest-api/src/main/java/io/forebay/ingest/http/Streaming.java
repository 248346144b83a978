package io.forebay.ingest.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends bodies that are written as they come to be. */
final class Streaming {

    private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);

    private Streaming() {}

    /**
     * Returns when all was sent. When that cannot be, the connection is closed without the end of
     * the body, so that nobody takes a part for the whole.
     */
    static void send(StreamedBody body, ServerResponse response) {
        try (body) {
            OutputStream out = response.outputStream();
            write(body, out);
            out.close();
        } catch (IOException | UncheckedIOException e) {
            LOG.atDebug().setCause(e).log("a client left a stream");
            throw new CloseConnectionException("the client has gone", e);
        }
    }

    private static void write(StreamedBody body, OutputStream out) throws IOException {
        try {
            body.write(out);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("a stream was broken off");
            throw new IOException("broken off", e);
        }
    }
}
