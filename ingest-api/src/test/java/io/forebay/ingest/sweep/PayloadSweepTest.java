package io.forebay.ingest.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.ingest.testing.TestingStore;
import io.forebay.schemas.payload.DirectoryPayloadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayloadSweepTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir Path directory;

    @Test
    void takesWhatIsPastItsTimeAndLeavesTheRest() throws IOException {
        put("inputs/old", Duration.ofDays(32));
        put("inputs/young", Duration.ofDays(30));
        put("outputs/old-1", Duration.ofDays(32));
        put("batches/b/0", Duration.ofDays(5));
        put("batches/b/1", Duration.ofDays(3));
        put("kept/by/others", Duration.ofDays(99));

        new PayloadSweep(
                        new DirectoryPayloadStore(directory),
                        SweepConfig.DEFAULT,
                        InstantSource.fixed(NOW))
                .sweep();

        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile).map(directory::relativize))
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder("inputs/young", "batches/b/1", "kept/by/others");
        }
    }

    @Test
    void aStoreThatIsAwayIsSweptAnotherTime() {
        assertThatCode(() ->
                        new PayloadSweep(
                                        new TestingStore(),
                                        SweepConfig.DEFAULT,
                                        InstantSource.fixed(NOW))
                                .sweep())
                .doesNotThrowAnyException();
    }

    @Test
    void refusesToTakeWhatIsStillNamed() {
        Duration day = Duration.ofDays(1);
        SweepConfig.DEFAULT.require(day, day);
        assertThatThrownBy(() -> SweepConfig.DEFAULT.require(day, day.multipliedBy(2)))
                .hasMessageContaining("sweep.batches is PT96H, and jobs need")
                .hasMessageContaining("PT120H");
    }

    private void put(String key, Duration age) throws IOException {
        var _ = new DirectoryPayloadStore(directory).put(key, ByteString.copyFromUtf8(key));
        Files.setLastModifiedTime(directory.resolve(key), FileTime.from(NOW.minus(age)));
    }
}
