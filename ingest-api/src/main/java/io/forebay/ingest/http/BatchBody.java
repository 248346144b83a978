package io.forebay.ingest.http;

import io.forebay.ingest.batch.PartStream;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The lines that a call brings, whatever they are wrapped in. */
final class BatchBody {

    private static final int BUFFER = 64 * 1024;

    private BatchBody() {}

    /** Whether the call brings lines and not JSON about a batch. */
    static boolean hasLines(Call call) {
        return !type(call).equals("application/json");
    }

    /**
     * The text of the lines, as it comes.
     *
     * @throws io.forebay.ingest.problem.RefusedException when it is none
     */
    static InputStream open(Call call) {
        String type = type(call);
        InputStream body = call.incoming().open();
        try {
            boolean gzip = isGzip(call) || type.equals("application/gzip");
            InputStream plain = gzip ? new GZIPInputStream(body, BUFFER) : body;
            if (!type.startsWith("multipart/form-data")) {
                return plain;
            }
            InputStream file = PartStream.open(plain, boundary(call));
            return new java.io.BufferedInputStream(file, BUFFER);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "the body is not what its headers say: " + e.getMessage())
                    .toException();
        } catch (IOException e) {
            throw new TransportException(new UncheckedIOException(e));
        }
    }

    private static boolean isGzip(Call call) {
        Optional<String> encoding =
                call.header("Content-Encoding").map(text -> text.strip().toLowerCase(Locale.ROOT));
        if (encoding.filter(text -> !text.equals("gzip") && !text.equals("identity")).isPresent()) {
            throw Refusal.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            InputError.header("Content-Encoding", "gzip or identity is read"))
                    .toException();
        }
        return encoding.filter("gzip"::equals).isPresent();
    }

    private static String type(Call call) {
        String text = call.header("Content-Type").orElse("application/x-ndjson");
        return text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String boundary(Call call) {
        String text = call.header("Content-Type").orElse("");
        int at = text.toLowerCase(Locale.ROOT).indexOf("boundary=");
        if (at < 0) {
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            InputError.header("Content-Type", "multipart has no boundary"))
                    .toException();
        }
        return text.substring(at + "boundary=".length()).split(";", 2)[0].replace("\"", "").strip();
    }
}
