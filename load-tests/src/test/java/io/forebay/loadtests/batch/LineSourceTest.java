package io.forebay.loadtests.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSourceTest {

    @Test
    void makesSoManyLinesThatDifferAndCountsTheirBytes() throws IOException {
        LineSource source = new LineSource(3, 1);
        byte[] bytes = source.readAllBytes();
        List<String> lines = new String(bytes, StandardCharsets.US_ASCII).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("{\"custom_id\":\"row-1\",\"model\":\"noop\"");
        assertThat(lines).extracting(line -> line.substring(30)).doesNotHaveDuplicates();
        assertThat(source.bytes()).isEqualTo(bytes.length);
    }
}
