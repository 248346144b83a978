package io.forebay.client;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Server-sent events: the same ones, however the stream is cut. */
final class EventParserFuzz {

    @FuzzTest
    void events(byte[] bytes) throws IOException {
        List<ServerSentEvent> events = read(new ByteArrayInputStream(bytes));
        for (ServerSentEvent event : events) {
            holds(event.id().indexOf('\0') < 0 && isOneLine(event.id()), "an id of two lines");
            holds(isOneLine(event.name()), "a name of two lines");
        }
        same(read(new Drops(bytes)), events, "read a byte at a time");
    }

    private static List<ServerSentEvent> read(InputStream in) throws IOException {
        EventParser parser = new EventParser(in, "");
        List<ServerSentEvent> events = new ArrayList<>();
        for (Optional<ServerSentEvent> next = parser.next(); next.isPresent(); ) {
            events.add(next.get());
            next = parser.next();
        }
        parser.retry().ifPresent(wait -> holds(!wait.isNegative(), "waits for less than nothing"));
        return events;
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }

    /** A byte at a time. */
    private static final class Drops extends FilterInputStream {

        Drops(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(1, length));
        }
    }
}
