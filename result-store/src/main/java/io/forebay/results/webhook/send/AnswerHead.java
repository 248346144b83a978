package io.forebay.results.webhook.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status line and headers of an answer (RFC 9112), as far as a sender of webhooks wants to know.
 *
 * @param text header lines
 * @param size bytes read for it
 */
record AnswerHead(int status, String text, int size) {

    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: [^\\r\\n]*)?");
    private static final Pattern RETRY_AFTER = header("retry-after");
    private static final Pattern LENGTH = header("content-length");
    private static final Pattern CONNECTION = header("connection");
    private static final Pattern CODING = header("transfer-encoding");
    private static final int NO_CONTENT = 204;

    /**
     * Reads it; interim answers (1xx) are passed over.
     *
     * @param limit bytes
     * @throws IOException also when it is no HTTP/1.1, or goes on over the limit
     */
    static AnswerHead read(InputStream in, int limit) throws IOException {
        int size = 0;
        while (true) {
            String head = text(in, limit - size);
            size += head.length();
            int end = head.indexOf("\r\n");
            Matcher line = STATUS_LINE.matcher(end < 0 ? head : head.substring(0, end));
            if (!line.matches()) {
                throw new IOException("the answer is no HTTP/1.1");
            }
            int status = Integer.parseInt(line.group(1));
            if (status >= 200) {
                return new AnswerHead(status, head, size);
            }
        }
    }

    Optional<Duration> retryAfter(Instant now) {
        return value(RETRY_AFTER).flatMap(text -> wait(text, now));
    }

    Optional<Integer> length() {
        return value(LENGTH).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    /** Bytes of a body whose end is known; empty when it goes on until the connection ends. */
    Optional<Integer> bodyLength() {
        if (value(CODING).isPresent()) {
            return Optional.empty();
        }
        return status == NO_CONTENT ? Optional.of(0) : length();
    }

    /** Whether the peer goes on listening after this answer (RFC 9112, 9.3). */
    boolean isPersistent() {
        return text.startsWith("HTTP/1.1")
                && value(CONNECTION)
                        .filter(options -> options.toLowerCase(Locale.ROOT).contains("close"))
                        .isEmpty();
    }

    private Optional<String> value(Pattern header) {
        Matcher found = header.matcher(text);
        return found.find() ? Optional.of(found.group(1).strip()) : Optional.empty();
    }

    /** Seconds, or a date. */
    private static Optional<Duration> wait(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(Duration.between(now, then)).filter(wait -> wait.isPositive());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(InputStream in, int limit) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(256);
        int end = 0;
        while (end < 4) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("the receiver closed the connection before it answered");
            }
            if (head.size() >= limit) {
                throw new IOException("the answer's headers are longer than allowed");
            }
            head.write(read);
            boolean next = read == (end % 2 == 0 ? '\r' : '\n');
            end = next ? end + 1 : read == '\r' ? 1 : 0;
        }
        return head.toString(ISO_8859_1);
    }

    private static Pattern header(String name) {
        return Pattern.compile("(?im)^" + name + ":([^\\r\\n]*)\\r?$");
    }
}
