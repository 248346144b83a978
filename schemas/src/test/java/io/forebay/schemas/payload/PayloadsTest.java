package io.forebay.schemas.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadsTest {

    private static final ByteString SMALL = ByteString.copyFrom(new byte[10]);
    private static final ByteString LARGE = ByteString.copyFrom(new byte[11]);

    @TempDir Path directory;
    private Payloads payloads = new Payloads(new DirectoryPayloadStore(Path.of(".")), 0);

    @BeforeEach
    void setUp() {
        payloads = new Payloads(new DirectoryPayloadStore(directory), 10);
    }

    @Test
    void smallOnesTravelInlineAndLargeOnesByClaimCheck() {
        Payload small = payloads.wrap("inputs/a", SMALL);
        Payload large = payloads.wrap("inputs/a", LARGE);

        assertThat(small.getWhereCase()).isEqualTo(Payload.WhereCase.INLINE);
        assertThat(large.getRef().getSize()).isEqualTo(11);
        assertThat(payloads.unwrap(small)).isEqualTo(SMALL);
        assertThat(payloads.unwrap(large)).isEqualTo(LARGE);
    }

    @Test
    void aChangedFileIsNotWhatWasPut() throws IOException {
        Payload large = payloads.wrap("inputs/a", LARGE);
        Files.write(directory.resolve("inputs/a"), new byte[] {1});

        assertThatThrownBy(() -> payloads.unwrap(large))
                .isInstanceOf(PayloadStoreException.class)
                .hasMessageContaining("is not what was put");
    }

    @Test
    void aDeletedOneIsGoneAndDeletingTwiceIsFine() {
        Payload large = payloads.wrap("inputs/a", LARGE);
        payloads.store().delete("inputs/a");
        payloads.store().delete("inputs/a");

        assertThatThrownBy(() -> payloads.unwrap(large)).hasMessageContaining("cannot read");
    }

    @Test
    void neverLeavesItsDirectory() {
        for (String key : new String[] {"../x", "/x", "a/../../x", "a//b", "", ".hidden", "a/.b"}) {
            assertThatThrownBy(() -> payloads.wrap(key, LARGE))
                    .as(key)
                    .isInstanceOf(PayloadStoreException.class);
        }
    }
}
