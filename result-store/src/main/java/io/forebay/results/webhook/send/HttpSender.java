package io.forebay.results.webhook.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.forebay.results.webhook.retry.Result;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.webhook.TargetPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts over HTTP/1.1: for each attempt the name is resolved once, every address of the answer is
 * checked, and the connection, new or kept, goes to one of these. Follows no redirect, keeps no
 * cookie, reads no more of an answer than it must. Safe for use by several threads.
 */
public final class HttpSender implements Sender, AutoCloseable {

    /** After a whole head, an answer's body is only waited for so that the peer can end well. */
    private static final int BODY_PATIENCE_MS = 200;

    private final SenderConfig config;
    private final TargetPolicy targets;
    private final Resolver resolver;
    private final Connections connections;
    private final InstantSource clock;

    public HttpSender(
            SenderConfig config,
            TargetPolicy targets,
            Resolver resolver,
            Connections connections,
            InstantSource clock) {
        this.config = config;
        this.targets = targets;
        this.resolver = resolver;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public Result post(CallbackUrl url, Map<String, String> headers, byte[] body) {
        Optional<String> refusal = targets.refusal(url);
        if (refusal.isPresent()) {
            return new Result.Blocked(refusal.get());
        }
        List<InetAddress> addresses;
        try {
            addresses =
                    url.literal().isPresent()
                            ? List.of(url.literal().get())
                            : resolver.resolve(url.host());
        } catch (UnknownHostException e) {
            return new Result.Failed("the name %s has no address".formatted(url.host()));
        }
        for (InetAddress address : addresses) {
            Optional<String> bad = targets.refusal(address);
            if (bad.isPresent()) {
                return new Result.Blocked(bad.get());
            }
        }
        return call(url, addresses, headers, body);
    }

    @Override
    public void close() {
        connections.close();
    }

    private Result call(
            CallbackUrl url,
            List<InetAddress> addresses,
            Map<String, String> headers,
            byte[] body) {
        byte[] request = request(url, headers, body);
        try (Connections.Deadline deadline = connections.deadline(config.timeout())) {
            try {
                Optional<Link> kept = connections.kept(url, addresses);
                if (kept.isPresent()) {
                    try {
                        return exchange(kept.get(), request, deadline);
                    } catch (IOException e) {
                        // As a rule the peer had closed it. It may have read the request; the id
                        // of a delivery is for that.
                    }
                }
                return exchange(connections.open(url, addresses, deadline), request, deadline);
            } catch (IOException e) {
                return new Result.Failed(
                        deadline.hasPassed()
                                ? "no answer within %d s".formatted(config.timeout().toSeconds())
                                : reason(e));
            }
        }
    }

    private Result exchange(Link link, byte[] request, Connections.Deadline deadline)
            throws IOException {
        boolean keep = false;
        try {
            deadline.watch(link.socket());
            link.socket().getOutputStream().write(request);
            AnswerHead answer = AnswerHead.read(link.in(), config.answerLimit());
            keep = drain(link, answer) && answer.isPersistent();
            return new Result.Answered(
                    answer.status(), answer.retryAfter(clock.instant()).orElse(null));
        } finally {
            if (keep) {
                connections.keep(link, deadline);
            } else {
                link.close();
            }
        }
    }

    /** In one piece: a peer that is slow to acknowledge a head would be sent the body late. */
    private byte[] request(CallbackUrl url, Map<String, String> headers, byte[] body) {
        byte[] head = head(url, headers, body.length);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private byte[] head(CallbackUrl url, Map<String, String> headers, int length) {
        StringBuilder head = new StringBuilder(512);
        head.append("POST ").append(url.resource()).append(" HTTP/1.1\r\n");
        line(head, "Host", url.authority());
        line(head, "User-Agent", "Forebay-Webhooks/1");
        line(head, "Content-Type", "application/json");
        line(head, "Accept", "*/*");
        line(head, "Content-Length", Integer.toString(length));
        if (config.keepAlive().isZero()) {
            line(head, "Connection", "close");
        }
        headers.forEach((name, value) -> line(head, name, value));
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    private static void line(StringBuilder head, String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("the header " + name + " cannot be sent");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /**
     * What is left of an answer changes nothing: its status said it all.
     *
     * @return whether it was read to its end, and nothing came after it
     */
    private boolean drain(Link link, AnswerHead head) {
        int length = head.bodyLength().orElse(config.answerLimit());
        int left = Math.min(length, config.answerLimit());
        byte[] buffer = new byte[4096];
        try {
            link.socket().setSoTimeout(BODY_PATIENCE_MS);
            left -= head.bodyLength().isPresent() ? 0 : Math.min(left, head.size());
            while (left > 0) {
                int read = link.in().read(buffer, 0, Math.min(left, buffer.length));
                if (read < 0) {
                    return false;
                }
                left -= read;
            }
            return head.bodyLength().isPresent()
                    && length <= config.answerLimit()
                    && link.in().available() == 0;
        } catch (IOException e) {
            // The peer may do as it likes.
            return false;
        }
    }

    /** Messages of the platform name addresses and certificates, which the tenant knows anyway. */
    private static String reason(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return e instanceof SocketException || e instanceof javax.net.ssl.SSLException
                ? "the connection failed: " + message
                : message;
    }
}
