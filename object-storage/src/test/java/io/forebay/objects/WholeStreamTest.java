package io.forebay.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class WholeStreamTest {

    private static final byte[] BYTES = {1, 2, 3, 4, 5};

    @Test
    void givesEveryByteThatWasPromised() throws IOException {
        assertThat(stream(5).readAllBytes()).isEqualTo(BYTES);
        WholeStream skipped = stream(5);
        skipped.skipNBytes(4);
        assertThat(skipped.read()).isEqualTo(5);
        assertThat(skipped.read()).isEqualTo(-1);
    }

    @Test
    void aCutConnectionIsNoEnd() {
        assertThatThrownBy(() -> stream(6).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("5 of 6 bytes");
        assertThatThrownBy(
                        () -> {
                            WholeStream skipped = stream(6);
                            skipped.skipNBytes(5);
                            var _ = skipped.read();
                        })
                .isInstanceOf(IOException.class);
    }

    private static WholeStream stream(long size) {
        return new WholeStream(new ByteArrayInputStream(BYTES), size);
    }
}
