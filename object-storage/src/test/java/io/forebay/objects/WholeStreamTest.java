package io.forebay.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
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

    @Test
    void everyMemberOfAPackedObjectIsRead() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte one : BYTES) {
            try (GZIPOutputStream member = new GZIPOutputStream(packed)) {
                member.write(one);
            }
        }
        InputStream silent =
                new FilterInputStream(new ByteArrayInputStream(packed.toByteArray())) {
                    @Override
                    public int available() {
                        return 0;
                    }
                };
        // Of a size with which members end where the buffer does.
        BufferedInputStream in =
                new BufferedInputStream(new WholeStream(silent, packed.size()), packed.size() / 5);

        assertThat(new GZIPInputStream(in, packed.size() / 5).readAllBytes()).isEqualTo(BYTES);
    }

    private static WholeStream stream(long size) {
        return new WholeStream(new ByteArrayInputStream(BYTES), size);
    }
}
