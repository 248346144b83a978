package io.forebay.ingest.cursor;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import io.forebay.results.reader.LineCursor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Cursors of feeds and of batches: what nobody sealed is none, what is one comes back. */
final class CursorsFuzz {

    private static final CursorSeal SEAL =
            new CursorSeal("a secret of nodes".getBytes(StandardCharsets.US_ASCII));

    @FuzzTest
    void cursors(byte[] bytes) {
        String text = Parts.text(bytes);
        holds(SEAL.open("feed", "acme", text).isEmpty(), "what nobody sealed was opened");
        String sealed = SEAL.seal("feed", "acme", bytes);
        if (bytes.length < 4096) {
            byte[] opened = SEAL.open("feed", "acme", sealed).orElseThrow();
            holds(Arrays.equals(opened, bytes), "sealed and opened again");
        }
        holds(SEAL.open("feed", "other", sealed).isEmpty(), "opened by another tenant");
        FeedCursor.parse(SEAL, "acme", sealed)
                .ifPresent(cursor -> {
                    same(
                            FeedCursor.parse(SEAL, "acme", cursor.text(SEAL, "acme")).orElseThrow(),
                            cursor,
                            "written and read again");
                    cursor.isExpired(Duration.ofDays(7), Instant.ofEpochSecond(1_800_000_000));
                });
        LineCursor.parse(text)
                .ifPresent(cursor ->
                        same(
                                LineCursor.parse(cursor.text()).orElseThrow(),
                                cursor,
                                "written and read again"));
    }
}
