package io.forebay.ingest.http;

import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.schemas.problem.ProblemCode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The body of one request, read up to a limit. Confined to the request's thread. */
final class IncomingBody {

    /** What is believed of a Content-Length before the bytes are there. */
    private static final int FIRST = 64 * 1024;

    private static final int SMALLEST = 1024;

    private final ServerRequest request;
    private final int limit;
    private @Nullable InputStream stream;
    private boolean broken;

    /**
     * @param limit bytes
     */
    IncomingBody(ServerRequest request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    /**
     * The whole body.
     *
     * @throws RefusedException when it is over the limit, compressed, or not framed
     * @throws TransportException when the connection fails
     */
    RequestBody read() {
        requireIdentity();
        long declared = request.headers().contentLength().orElse(-1);
        if (declared > limit) {
            throw tooLarge(declared);
        }
        try {
            return request.content().hasEntity()
                    ? read(stream(), declared)
                    : new RequestBody(new byte[0], 0);
        } catch (RequestException | HttpException | CloseConnectionException e) {
            throw new TransportException(e);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new TransportException(
                    e instanceof RuntimeException known
                            ? known
                            : new UncheckedIOException((IOException) e));
        } catch (RuntimeException e) {
            // Sizes of chunks that are no numbers, and bodies that end early: the server's reader
            // throws what it happens to throw.
            broken = true;
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "the body ends before its length, or its chunks are not framed as HTTP has it")
                    .toException();
        }
    }

    /** The body as it comes, of any size, as its encoding left it. */
    InputStream open() {
        return stream();
    }

    /**
     * Reads the rest away, so that the client sees its answer rather than a reset; closes the
     * connection when that is more than the limit.
     */
    void discard() {
        if (broken) {
            // Where the next request begins, nobody knows.
            throw new CloseConnectionException("the body cannot be read to its end");
        }
        if (!request.content().hasEntity() || request.content().consumed()) {
            return;
        }
        // A client that waits for 100 Continue has the answer instead, and sends nothing more.
        boolean waits = request.headers().contains(HeaderNames.EXPECT) && !request.continueSent();
        if (waits || !isDrained()) {
            throw new CloseConnectionException("the rest of the body is not wanted");
        }
    }

    private boolean isDrained() {
        byte[] away = new byte[FIRST];
        try {
            for (long read = 0; read <= limit; ) {
                int step = stream().read(away);
                if (step < 0) {
                    return true;
                }
                read += step;
            }
            return false;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private InputStream stream() {
        InputStream opened = stream == null ? request.content().inputStream() : stream;
        stream = opened;
        return opened;
    }

    private RequestBody read(InputStream in, long declared) throws IOException {
        // One more than declared, so that the end is found without growing.
        byte[] bytes = new byte[Math.clamp(declared + 1, SMALLEST, FIRST)];
        int length = 0;
        while (true) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, larger(length, declared));
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return new RequestBody(bytes, length);
            }
            length += read;
            if (length > limit) {
                throw tooLarge(length);
            }
        }
    }

    private int larger(int length, long declared) {
        long wanted = declared >= length ? Math.min(declared + 1, 4L * length) : 2L * length;
        // One more than the limit, so that a body over it is told from one that has it.
        return (int) Math.min(wanted, limit + 1L);
    }

    private RuntimeException tooLarge(long seen) {
        return Refusal.of(
                        ProblemCode.PAYLOAD_TOO_LARGE,
                        "the body has %d bytes or more; the limit is %d".formatted(seen, limit))
                .with(new LimitSeen("body_bytes", limit, seen))
                .toException();
    }

    /** Compressed bodies are refused: one of a few kilobytes can stand for gigabytes. */
    private void requireIdentity() {
        if (request.headers().contains(HeaderNames.CONTENT_ENCODING)
                && !request.headers()
                        .get(HeaderNames.CONTENT_ENCODING)
                        .get()
                        .equalsIgnoreCase("identity")) {
            throw Refusal.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            InputError.header("Content-Encoding", "only identity is read"))
                    .toException();
        }
    }
}
