package io.forebay.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.wire.PayloadRef;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every payload store does. */
abstract class PayloadStoreContract {

    private static final ByteString LARGE = random(3_000_000);

    abstract PayloadStore store();

    @Test
    void givesBackWhatWasPut() {
        PayloadRef ref = store().put("inputs/a", LARGE);

        assertThat(ref.getKey()).isEqualTo("inputs/a");
        assertThat(ref.getSize()).isEqualTo(LARGE.size());
        assertThat(store().get(ref)).isEqualTo(LARGE);
        assertThat(store().find("inputs/a")).isEqualTo(LARGE);
    }

    @Test
    void keepsAnEmptyPayloadAndARope() {
        ByteString rope = random(100_000).concat(random(200_000)).concat(random(1));

        assertThat(store().get(store().put("inputs/empty", ByteString.EMPTY))).isEmpty();
        assertThat(store().get(store().put("inputs/rope", rope))).isEqualTo(rope);
    }

    @Test
    void theSameKeyAgainReplacesIt() {
        PayloadRef first = store().put("outputs/b-1", random(10));
        ByteString second = random(20);
        store().put("outputs/b-1", second);

        assertThat(store().find("outputs/b-1")).isEqualTo(second);
        assertThatThrownBy(() -> store().get(first))
                .isInstanceOf(PayloadStoreException.class)
                .hasMessageContaining("outputs/b-1")
                .hasMessageContaining("is not what was put");
    }

    @Test
    void aDeletedOneIsGoneAndDeletingTwiceIsFine() {
        PayloadRef ref = store().put("inputs/c", random(10));
        store().delete("inputs/c");
        store().delete("inputs/c");

        assertThatThrownBy(() -> store().get(ref))
                .isInstanceOf(PayloadStoreException.class)
                .hasMessageContaining("cannot read payload")
                .hasMessageContaining("inputs/c");
    }

    @Test
    void keysNeverLeaveTheStore() {
        for (String key : new String[] {"../x", "/x", "a/../../x", "a//b", "", ".hidden", "a/.b"}) {
            assertThatThrownBy(() -> store().put(key, LARGE))
                    .as(key)
                    .isInstanceOf(PayloadStoreException.class);
            assertThatThrownBy(() -> store().find(key))
                    .as(key)
                    .isInstanceOf(PayloadStoreException.class);
        }
    }

    @Test
    void sweepsWhatWasPutBeforeAndNothingElse() {
        for (int chunk = 0; chunk < 3; chunk++) {
            store().put("batches/one/" + chunk, random(5));
        }
        store().put("batches-of-another-name/x", random(5));

        assertThat(store().sweep("batches", Instant.now().minusSeconds(3600))).isZero();
        assertThat(store().find("batches/one/2")).hasSize(5);
        assertThat(store().sweep("batches", Instant.now().plusSeconds(3600))).isEqualTo(3);
        assertThatThrownBy(() -> store().find("batches/one/2"))
                .isInstanceOf(PayloadStoreException.class);
        assertThat(store().find("batches-of-another-name/x")).hasSize(5);
        assertThat(store().sweep("nothing", Instant.now())).isZero();
    }

    static ByteString random(int bytes) {
        byte[] random = new byte[bytes];
        new Random(bytes).nextBytes(random);
        return ByteString.copyFrom(random);
    }
}
