package io.forebay.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.wire.PayloadRef;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on an S3 server that checks signatures, and what else can happen to one. */
final class S3PayloadStoreIT extends PayloadStoreContract {

    private static final TestingS3 S3 = new TestingS3();

    @TempDir Path directory;

    @AfterAll
    static void close() {
        S3.close();
    }

    @Override
    PayloadStore store() {
        return open(S3.config(directory), TestingS3.BUCKET);
    }

    @Test
    void keysLieUnderThePrefix() {
        store().put("inputs/where", random(7));

        assertThat(
                        S3.client(directory)
                                .getObjectAsBytes(get ->
                                        get.bucket(TestingS3.BUCKET).key("forebay/inputs/where"))
                                .asByteArray())
                .hasSize(7);
    }

    @Test
    void wrongKeysAreSaidAndRotatedOnesUsedWithoutARestart() {
        PayloadStore store = open(S3.config(directory, "stale"), TestingS3.BUCKET);
        assertThatThrownBy(() -> store.put("inputs/k", random(7)))
                .isInstanceOf(PayloadStoreException.class)
                .hasMessageContaining("s3://forebay-test/forebay/inputs/k")
                .hasMessageContaining("refuses the credentials");

        // Writes the right key over the stale one.
        assertThat(S3.config(directory).secretKeyFile()).isNotEmpty();
        assertThat(store.get(store.put("inputs/k", random(7)))).hasSize(7);
    }

    @Test
    void aBucketThatIsNotThereIsSaid() {
        PayloadStore store = open(S3.config(directory), "no-such-bucket");

        assertThatThrownBy(() -> store.put("inputs/k", random(7)))
                .hasMessageContaining("s3://no-such-bucket/forebay/inputs/k")
                .hasMessageContaining("NoSuchBucket");
    }

    @Test
    void whileTheServerIsAwayNothingIsKeptAndAfterwardsAllIsAsBefore() {
        S3Config config = S3.config(directory);
        PayloadStore store =
                open(
                        new S3Config(
                                config.endpoint(),
                                config.region(),
                                true,
                                config.accessKeyFile(),
                                config.secretKeyFile(),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(30)),
                        TestingS3.BUCKET);
        PayloadRef before = store.put("inputs/before", random(9));
        S3.stop();
        assertThatThrownBy(() -> store.put("inputs/during", random(9)))
                .isInstanceOf(PayloadStoreException.class)
                .hasMessageContaining("did not answer");
        assertThatThrownBy(() -> store.get(before)).isInstanceOf(PayloadStoreException.class);
        S3.resume();

        assertThat(store.get(before)).isEqualTo(random(9));
    }

    private static PayloadStore open(S3Config config, String bucket) {
        return PayloadStores.open(
                new PayloadsConfig(Path.of("unused"), bucket, "forebay/", config));
    }
}
