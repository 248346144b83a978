package io.forebay.ingest.batch;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import io.forebay.ingest.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The file of a multipart body; a line says the boundary. */
final class MultipartFuzz {

    @FuzzTest
    void multipart(byte[] bytes) throws IOException {
        Parts parts = new Parts(bytes);
        String boundary = parts.line();
        byte[] body = parts.rest();
        Outcome seen = read(new ByteArrayInputStream(body), boundary);
        if (seen instanceof Read(byte[] file)) {
            holds(file.length < body.length, "more than there was");
            holds(!contains(file, "\r\n--" + boundary), "went on behind its delimiter");
        }
        if (!contains(body, "\r\n--" + boundary) && boundary.indexOf('\r') < 0) {
            holds(
                    read(new ByteArrayInputStream(wrapped(boundary, body)), boundary)
                                    instanceof Read(byte[] file)
                            && Arrays.equals(file, body),
                    "another file than was put in");
        }
    }

    private sealed interface Outcome {}

    @SuppressWarnings("ArrayRecordComponent") // only carried
    private record Read(byte[] file) implements Outcome {}

    private record Refused() implements Outcome {}

    private static Outcome read(InputStream in, String boundary) {
        try (InputStream file = PartStream.open(in, boundary)) {
            return new Read(file.readAllBytes());
        } catch (IOException | RefusedException e) {
            return new Refused();
        }
    }

    private static byte[] wrapped(String boundary, byte[] file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(latin("--" + boundary + "\r\nx: filename=\"a\"\r\n\r\n"));
        out.writeBytes(file);
        out.writeBytes(latin("\r\n--" + boundary + "--\r\n"));
        return out.toByteArray();
    }

    private static boolean contains(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .contains(new String(latin(text), StandardCharsets.ISO_8859_1));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
