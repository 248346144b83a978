package io.forebay.ingest.http;

import io.forebay.ingest.json.JsonBody;
import io.forebay.ingest.json.Rendered;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events (WHATWG HTML, section 9.2). Confined to one thread. */
final class EventWriter {

    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;

    EventWriter(OutputStream out) {
        this.out = out;
    }

    /** Has the client come again soon after a connection has ended; also brings the headers out. */
    void begin() throws IOException {
        out.write("retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** One event; JSON as we write it has no line breaks. */
    void event(String id, String name, JsonBody data) throws IOException {
        String head = "id: %s\nevent: %s\ndata: ".formatted(id, name);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        Rendered body = Rendered.json(data);
        out.write(body.bytes(), 0, body.length());
        out.write(END);
    }

    void flush() throws IOException {
        out.flush();
    }

    void heartbeat() throws IOException {
        out.write(HEARTBEAT);
        out.flush();
    }

    /** Also moves the place at which the client will begin again, without an event. */
    void heartbeat(String id) throws IOException {
        out.write((": heartbeat\nid: " + id + "\n\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
