package io.forebay.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code text/event-stream} (WHATWG HTML, section 9.2.6). Confined to one reader.
 *
 * <p>An event that the stream breaks off in is not one: it comes again after the next connection.
 */
final class EventParser {

    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader lines;
    private String idBuffer;
    private String lastId;
    private boolean first = true;
    private Optional<Duration> retry = Optional.empty();

    /**
     * @param lastId behind which the stream begins
     */
    EventParser(InputStream in, String lastId) {
        this.idBuffer = lastId;
        this.lastId = lastId;
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next event; empty when the stream has ended. */
    Optional<ServerSentEvent> next() throws IOException {
        StringBuilder data = new StringBuilder();
        String name = "message";
        boolean any = false;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                lastId = idBuffer;
                if (any) {
                    data.setLength(data.length() - 1);
                    return Optional.of(new ServerSentEvent(lastId, name, data.toString()));
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "data" -> {
                    data.append(value).append('\n');
                    any = true;
                }
                case "event" -> name = value;
                case "id" -> idBuffer = value.indexOf('\0') < 0 ? value : idBuffer;
                case "retry" -> retry = millis(value).or(() -> retry);
                default -> {
                    // A comment, or a field of a later standard.
                }
            }
        }
        return Optional.empty();
    }

    /** Where the stream is to be taken up again; heartbeats move it too. */
    String lastId() {
        return lastId;
    }

    /** How long the server wants its clients to wait before they come again. */
    Optional<Duration> retry() {
        return retry;
    }

    private @Nullable String line() throws IOException {
        String line = lines.readLine();
        if (first && line != null) {
            first = false;
            return !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
        }
        return line;
    }

    private static Optional<Duration> millis(String text) {
        return MILLIS.matcher(text).matches()
                ? Optional.of(Duration.ofMillis(Long.parseLong(text)))
                : Optional.empty();
    }
}
