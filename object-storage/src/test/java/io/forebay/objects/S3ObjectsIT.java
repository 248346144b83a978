package io.forebay.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class S3ObjectsIT {

    private static final TestingS3 S3 = new TestingS3();
    private static final String ROOT = "s3://" + TestingS3.BUCKET + "/{tenant}/";

    @TempDir Path directory;

    @AfterAll
    static void close() {
        S3.close();
    }

    @Test
    void writesALargeObjectInPartsAndReadsItAsItComes() throws IOException {
        byte[] large = new byte[2 * S3Upload.PART + 12_345];
        new Random(1).nextBytes(large);
        try (ObjectStorage storage = storage()) {
            try (ObjectWriter out = storage.write("acme", url("large"))) {
                for (int at = 0; at < large.length; at += 100_000) {
                    out.write(large, at, Math.min(100_000, large.length - at));
                }
                out.finish();
            }
            try (InputStream in = storage.read("acme", url("large"))) {
                assertThat(in.readAllBytes()).isEqualTo(large);
            }
        }
    }

    @Test
    void nobodySeesWhatWasGivenUp() throws IOException {
        try (ObjectStorage storage = storage()) {
            try (ObjectWriter out = storage.write("acme", url("given-up"))) {
                out.write(new byte[S3Upload.PART + 1]);
            }
            assertThatThrownBy(() -> storage.read("acme", url("given-up")))
                    .isInstanceOf(ObjectRefusedException.class)
                    .hasMessageContaining("is not there");
            assertThat(
                            S3.client(directory)
                                    .listMultipartUploads(list -> list.bucket(TestingS3.BUCKET))
                                    .uploads())
                    .isEmpty();
        }
    }

    private ObjectStorage storage() {
        return ObjectStorage.open(new ObjectsConfig(List.of(ROOT), S3.config(directory)));
    }

    private static String url(String key) {
        return "s3://" + TestingS3.BUCKET + "/acme/" + key;
    }
}
