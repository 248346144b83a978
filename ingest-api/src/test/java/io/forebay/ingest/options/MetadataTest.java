package io.forebay.ingest.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.ingest.problem.RefusedException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataTest {

    @Test
    void readsAnObjectOfStrings() {
        assertThat(Metadata.parseHeader("{\"a\":\"1\",\"\\u00e9\":\"\"}"))
                .isEqualTo(Map.of("a", "1", "é", ""));
        assertThat(Metadata.parseHeader(pairs(16, 62, 512))).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "7",
                "[]",
                "{\"a\":1}",
                "{\"a\":{\"b\":\"c\"}}",
                "{\"a\":\"1\",\"a\":\"2\"}",
                "{} {}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":null}"
            })
    void refusesEverythingElse(String header) {
        assertRefused(header);
    }

    @Test
    void refusesWhatIsOverTheLimits() {
        assertRefused(pairs(17, 10, 10));
        assertRefused(pairs(1, 64, 10));
        assertRefused(pairs(1, 10, 513));
    }

    private static void assertRefused(String header) {
        assertThatThrownBy(() -> Metadata.parseHeader(header))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Forebay-Metadata");
    }

    /** Keys are two characters longer than said. */
    private static String pairs(int count, int key, int value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"%02d%s\":\"%s\"".formatted(i, "k".repeat(key), "v".repeat(value)))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
