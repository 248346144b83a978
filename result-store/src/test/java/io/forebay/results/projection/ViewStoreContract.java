package io.forebay.results.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.redis.ViewPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the view in Redis and the one in memory must both do. */
abstract class ViewStoreContract {

    static final RedisKeys KEYS = new RedisKeys(4);
    private static final String A = KEYS.job(1, "a");
    private static final String B = KEYS.job(1, "b");
    private static final long LATER = 4_102_444_800_000L; // the year 2100

    abstract ViewStore store();

    /** A value as ISO 8859-1 text. */
    abstract Optional<String> value(String key);

    @Test
    void appliesToNothingWhenNothingIsExpected() {
        assertThat(apply(Optional.empty(), "rebuilding:3", put(A, "1"), put(B, "1"))).isEmpty();

        assertThat(value(A)).contains("1");
        assertThat(value(B)).contains("1");
        assertThat(position()).contains("rebuilding:3");
    }

    @Test
    void appliesToTheExpectedPosition() {
        apply(Optional.empty(), "3", put(A, "1"), put(B, "1"));

        assertThat(apply(Optional.of("3"), "5", put(A, "2"), new ViewChange.Remove(B)))
                .contains("3");

        assertThat(value(A)).contains("2");
        assertThat(value(B)).isEmpty();
        assertThat(position()).contains("5");
    }

    @Test
    void changesNothingWhenThePositionIsAnotherOne() {
        apply(Optional.empty(), "5", put(A, "2"));

        assertThat(apply(Optional.of("3"), "4", put(A, "1"), put(B, "1"))).contains("5");
        assertThat(apply(Optional.empty(), "1", put(A, "1"))).contains("5");

        assertThat(value(A)).contains("2");
        assertThat(value(B)).isEmpty();
        assertThat(position()).contains("5");
    }

    @Test
    void changesNothingWhenThereIsNoPositionLeft() {
        assertThat(apply(Optional.of("3"), "4", put(A, "1"))).isEmpty();

        assertThat(value(A)).isEmpty();
        assertThat(position()).isEmpty();
    }

    @Test
    void writesAPositionAlone() {
        apply(Optional.empty(), "0");

        assertThat(position()).contains("0");
    }

    @Test
    void findsThePositionsThatAreThere() {
        apply(Optional.empty(), "7");

        assertThat(store().positions(List.of(0, 1, 2)).join())
                .isEqualTo(new RedisAnswer.Answered<>(Map.of(1, "7")));
    }

    @Test
    void keepsEveryByteAsItIs() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        apply(
                Optional.empty(),
                "1",
                new ViewChange.Put(A, ByteString.copyFrom(bytes), LATER),
                new ViewChange.Put(B, ByteString.EMPTY, LATER));

        assertThat(value(A))
                .contains(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(value(B)).contains("");
    }

    private static ViewChange put(String key, String value) {
        return new ViewChange.Put(key, ByteString.copyFrom(value, UTF_8), LATER);
    }

    Optional<String> apply(Optional<String> expected, String next, ViewChange... changes) {
        ViewBatch batch =
                new ViewBatch(
                        1,
                        expected,
                        ViewPosition.parse(next).orElseThrow(),
                        List.of(changes),
                        List.of("a", "b"));
        return switch (store().apply(batch).join()) {
            case RedisAnswer.Answered<Optional<String>> answer -> answer.value();
            case RedisAnswer.Away<Optional<String>> away -> throw new AssertionError(away.reason());
        };
    }

    private Optional<String> position() {
        return value(KEYS.position(1));
    }
}
