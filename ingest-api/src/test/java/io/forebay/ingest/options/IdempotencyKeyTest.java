package io.forebay.ingest.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.ingest.problem.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdempotencyKeyTest {

    private static final Path CASES = Path.of("../../shared/conformance/strings/sf-string.json");

    @Test
    void readsTheStringInTheQuotes() {
        assertThat(IdempotencyKey.parse(" \"a \\\"b\\\\\" ").value()).isEqualTo("a \"b\\");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bare",
                "\"",
                "\"a",
                "\"a\"b",
                "\"\\a\"",
                "\"a\\",
                "'a'",
                "",
                "\"\u007f\"",
                "\"\t\"",
                "\"a\";b=1"
            })
    void refusesEverythingElse(String header) {
        assertThatThrownBy(() -> IdempotencyKey.parse(header))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Idempotency-Key");
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        assertThatThrownBy(() -> IdempotencyKey.parse("\"" + "a".repeat(1025) + "\""))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void passesTheCasesOfStructuredFieldStrings() throws IOException {
        assumeTrue(Files.exists(CASES), "SKIPPED: the string cases are not at " + CASES);
        for (JsonNode one : new JsonMapper().readTree(CASES.toFile())) {
            List<String> lines = new ArrayList<>();
            one.path("raw").forEach(line -> lines.add(line.asText()));
            String raw = String.join(", ", lines);
            String name = one.path("name").asText();
            if (one.path("must_fail").asBoolean()) {
                assertThatThrownBy(() -> IdempotencyKey.parse(raw))
                        .as(name)
                        .isInstanceOf(RefusedException.class);
            } else {
                assertThat(IdempotencyKey.parse(raw).value())
                        .as(name)
                        .isEqualTo(one.path("expected").path(0).asText());
            }
        }
    }
}
