package io.forebay.ingest.http;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is written as it comes to be, after the status and the headers. */
interface StreamedBody extends AutoCloseable {

    /**
     * Writes all of it; what must arrive now is flushed.
     *
     * @throws IOException when the client has gone
     */
    void write(OutputStream out) throws IOException;

    /** Called once, also when nothing could be written. */
    @Override
    default void close() {
        // Most hold nothing.
    }
}
