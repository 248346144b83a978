package io.forebay.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.schemas.problem.ProblemCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Files of requests, a line each. Safe for use by several threads; calls block. */
public final class Batches {

    private static final String PATH = "/v1/batches";
    private static final String LINES = "application/x-ndjson";

    /** Uploads of one file that broke off, before the last of them is the caller's. */
    private static final int MOST_BREAKS = 5;

    /** Lines are taken as fast as there is room for them: a batch has a day by default. */
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    private final Transport transport;

    Batches(Transport transport) {
        this.transport = transport;
    }

    /** Which lines are read. */
    public enum Ending {
        /** Those that were completed. */
        RESULTS,
        /** Those that ended otherwise. */
        ERRORS
    }

    /** Makes a batch that takes lines until {@link #seal}. */
    public Batch open() {
        return open("", "");
    }

    /**
     * Makes a batch whose lines or results are objects of the server's, such as {@code
     * s3://bucket/key}.
     *
     * @param input with the lines, which the server reads; empty for {@link #append}
     * @param output ends with a slash; {@code results.jsonl} and {@code errors.jsonl} are written
     *     there when the batch has ended. Empty = nowhere
     */
    public Batch open(String input, String output) {
        ObjectNode draft = Json.object();
        if (!input.isEmpty()) {
            draft.putObject("input").put("url", input);
        }
        if (!output.isEmpty()) {
            draft.putObject("output").put("url", output);
        }
        byte[] body = draft.toString().getBytes(StandardCharsets.UTF_8);
        return new Batch(transport.json(Call.post(PATH).body("application/json", body)));
    }

    /**
     * Uploads the lines of a file, gzipped when its name ends in {@code .gz}, at the pace at which
     * the server takes them. An upload that breaks off goes on behind the last line that was taken,
     * unless it is gzipped.
     */
    public Batch append(String id, Path file) {
        for (int breaks = 0; ; breaks++) {
            Batch before = status(id);
            try {
                return append(before, file);
            } catch (UnreachableException e) {
                if (breaks == MOST_BREAKS || isGzipped(file)) {
                    throw e;
                }
            } catch (RefusedException e) {
                if (breaks == 0 || breaks == MOST_BREAKS || !overtaken(e)) {
                    throw e;
                }
            }
        }
    }

    /** What had arrived of the upload that broke off was taken while the next one began. */
    private static boolean overtaken(RefusedException e) {
        return e.problem().known().filter(ProblemCode.BATCH_CONFLICT::equals).isPresent();
    }

    /** Says that no more lines will come. */
    public Batch seal(String id) {
        return new Batch(transport.json(Call.post(path(id) + "/finalize").repeatable()));
    }

    public Batch status(String id) {
        return new Batch(transport.json(Call.get(path(id))));
    }

    public Batch cancel(String id) {
        return new Batch(transport.json(Call.post(path(id) + "/cancel").repeatable()));
    }

    /** Runs the lines that failed again, under the same batch. */
    public Batch retryFailed(String id) {
        return new Batch(transport.json(Call.post(path(id) + "/retry-failed")));
    }

    /**
     * Reads the lines that have ended so far, each once.
     *
     * @param after what the last call returned; empty for the first
     * @param line takes each, without its line break
     * @return behind which the next call goes on
     */
    public String read(String id, Ending ending, String after, Consumer<String> line) {
        String cursor = after;
        while (true) {
            String lines = page(id, ending, cursor, line);
            if (lines.equals(cursor)) {
                return cursor;
            }
            cursor = lines;
        }
    }

    /** One page; the same cursor again when there are no more lines. */
    private String page(String id, Ending ending, String after, Consumer<String> line) {
        String query = after.isEmpty() ? "" : "?after=" + ForebayClient.part(after);
        String name = ending == Ending.RESULTS ? "/results" : "/errors";
        var opened = transport.open(Call.get(path(id) + name + query).with("Accept", LINES));
        int read = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(opened.body(), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line.accept(text);
                read++;
            }
        } catch (IOException e) {
            throw new UnreachableException("the lines of " + id + " broke off", e);
        }
        return read == 0 ? after : opened.headers().firstValue("Forebay-Next-Cursor").orElse(after);
    }

    private Batch append(Batch batch, Path file) {
        long offset = batch.json().path("nextOffset").asLong();
        long next = batch.json().path("nextLine").asLong(1);
        Call call =
                Call.post(path(batch.id()) + "/lines?line=" + next)
                        .waiting(LONGEST_UPLOAD)
                        .body(LINES, () -> BodyPublishers.ofInputStream(() -> from(file, offset)));
        return new Batch(
                transport.json(isGzipped(file) ? call.with("Content-Encoding", "gzip") : call));
    }

    private static InputStream from(Path file, long offset) {
        try {
            InputStream lines = Files.newInputStream(file);
            lines.skipNBytes(offset);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static boolean isGzipped(Path file) {
        return file.toString().endsWith(".gz");
    }

    private static String path(String id) {
        return PATH + "/" + ForebayClient.part(id);
    }
}
