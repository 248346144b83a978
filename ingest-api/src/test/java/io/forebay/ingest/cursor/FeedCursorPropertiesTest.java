package io.forebay.ingest.cursor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.reader.FeedPosition;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What holds for cursors of any place. */
class FeedCursorPropertiesTest {

    private static final CursorSeal SEAL = new CursorSeal("the server's".getBytes(UTF_8));

    @RepeatedTest(200)
    void aCursorIsReadAsItWasWritten(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        FeedCursor cursor = any(random);
        String text = cursor.text(SEAL, "acme");

        assertThat(FeedCursor.parse(SEAL, "acme", text)).contains(cursor);
        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(FeedCursor.parse(SEAL, "other", text)).isEmpty();
    }

    @RepeatedTest(200)
    void noOtherBitsAreACursor(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] sealed = Base64.getUrlDecoder().decode(any(random).text(SEAL, "acme"));
        int bit = random.nextInt(sealed.length * Byte.SIZE);
        sealed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

        assertThat(FeedCursor.parse(SEAL, "acme", text(sealed))).as("bit %d", bit).isEmpty();
    }

    /** Even sealed rubbish, as a later format would be for an older node, is only refused. */
    @RepeatedTest(200)
    void whateverWasSealedIsACursorOrNone(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] body = new byte[random.nextInt(40)];
        random.nextBytes(body);
        if (body.length > 0 && random.nextBoolean()) {
            body[0] = 1;
        }

        FeedCursor.parse(SEAL, "acme", SEAL.seal("feed", "acme", body))
                .ifPresent(cursor -> assertThat(cursor.position().next()).isNotEmpty());
    }

    @Test
    void aNumberBelowZeroIsNoPlace() {
        byte[] most = new byte[12];
        Arrays.fill(most, (byte) 0xff);
        most[0] = 1;
        most[10] = 1; // the tenth digit, which holds the sign
        most[11] = 0;
        assertThat(FeedCursor.parse(SEAL, "acme", SEAL.seal("feed", "acme", most))).isEmpty();
    }

    private static FeedCursor any(Random random) {
        int partitions = 1 + random.nextInt(random.nextInt(10) == 0 ? 1_024 : 24);
        return new FeedCursor(
                new FeedPosition(
                        random.longs(partitions, 0, Long.MAX_VALUE)
                                .map(offset -> offset >>> random.nextInt(Long.SIZE))
                                .boxed()
                                .toList()),
                random.nextLong(Long.MAX_VALUE) >>> random.nextInt(Long.SIZE));
    }

    private static String text(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }
}
