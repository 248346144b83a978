package io.forebay.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.ingest.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class PartStreamTest {

    private static final String FILE = "x: filename=\"f\"\r\n\r\n";

    @Test
    void givesTheFirstFileAndPassesOverWhatIsBeforeIt() throws IOException {
        assertThat(read("--b\r\nx: a\r\n\r\nno\r\n--b\r\n" + FILE + "yes\r\n\r\n--b--", "b"))
                .isEqualTo("yes\r\n");
    }

    @Test
    void findsTheEndOfHeadersBehindReturnsOfTheirOwn() throws IOException {
        assertThat(read("--b\r\nx: filename=\r\r\n\r\r\n\r\nyes\r\n--b--", "b")).isEqualTo("yes");
    }

    @Test
    void knowsABoundaryThatIsNotAscii() throws IOException {
        assertThat(read("--\u00e9\r\n" + FILE + "yes\r\n--\u00e9--", "\u00e9")).isEqualTo("yes");
    }

    @Test
    void readsHeadersInOneGo() {
        String part = "--b\r\nx: " + "y".repeat(16_000) + "\r\n\r\nz\r\n";
        String body = part.repeat(500);

        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () ->
                        assertThatThrownBy(() -> read(body + "--b--", "b"))
                                .isInstanceOf(RefusedException.class));
    }

    private static String read(String body, String boundary) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        try (InputStream file = PartStream.open(new ByteArrayInputStream(bytes), boundary)) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
