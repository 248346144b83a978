package io.forebay.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads server-sent events one by one. */
record Events(HttpResponse<InputStream> response, BufferedReader lines) implements AutoCloseable {

    Events(HttpResponse<InputStream> response) {
        this(
                response,
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    /** One block of lines; data is missing in a heartbeat. */
    record Event(String id, String name, String data, String comment) {

        JsonNode json() {
            try {
                return new JsonMapper().readTree(data);
            } catch (IOException e) {
                throw new AssertionError(data, e);
            }
        }
    }

    /** All events of a text. */
    static List<Event> all(String text) {
        List<Event> events = new ArrayList<>();
        for (String block : text.split("\n\n", -1)) {
            Event event = parse(List.of(block.split("\n", -1)));
            if (!event.data().isEmpty()) {
                events.add(event);
            }
        }
        return events;
    }

    /** The next one with data. */
    Event next() throws IOException {
        Event block = block();
        while (block.data().isEmpty()) {
            block = block();
        }
        return block;
    }

    /** The next block, whatever it is. */
    Event block() throws IOException {
        List<String> block = new ArrayList<>();
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            block.add(line);
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("the stream has ended");
        }
        return parse(block);
    }

    private static Event parse(List<String> lines) {
        return new Event(
                field(lines, "id: "),
                field(lines, "event: "),
                field(lines, "data: "),
                field(lines, ": "));
    }

    private static String field(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
