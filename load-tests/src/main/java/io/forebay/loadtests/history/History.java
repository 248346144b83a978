package io.forebay.loadtests.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes events down: in memory for the checkers, and as lines of JSON for whoever looks into it; or
 * passes them on. Safe for use by several threads.
 */
public final class History implements AutoCloseable {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(Event.class);
    private static final ObjectReader READER = MAPPER.readerFor(Event.class);

    private final List<Event> events = new ArrayList<>();
    private final Consumer<Event> taker;
    private final Closeable end;
    private final long began = System.nanoTime();

    private History(BufferedWriter file) {
        this.taker = event -> keep(event, file);
        this.end = file;
    }

    private History(Consumer<Event> taker) {
        this.taker = taker;
        this.end = () -> {};
    }

    /** Passes events on, one at a time, and keeps none. */
    public static History to(Consumer<Event> taker) {
        return new History(taker);
    }

    /** Begins a new file, over an older one. */
    public static History in(Path file) {
        try {
            return new History(Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the history " + file, e);
        }
    }

    /** Milliseconds since it began. */
    public long now() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** Takes an event down, at this moment. */
    public synchronized void add(
            String proc, Kind kind, What what, String tenant, String key, String job, Value value) {
        // Under the lock, so that the order of the lines is that of their times.
        taker.accept(new Event(now(), proc, kind, what, tenant, key, job, value));
    }

    private void keep(Event event, BufferedWriter file) {
        events.add(event);
        try {
            file.write(WRITER.writeValueAsString(event));
            file.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the history", e);
        }
    }

    /** All that was kept so far. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * Reads a history that was written.
     *
     * @throws UncheckedIOException naming the line that is none
     */
    public static List<Event> read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(History::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the history " + file, e);
        }
    }

    private static Event parse(String line) {
        try {
            return READER.readValue(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("no event: " + line, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot end the history", e);
        }
    }
}
