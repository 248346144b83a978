package io.forebay.schemas.id;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/**
 * Ids of jobs and batches, as they stand in URLs and records: one spelling each, and no forgery.
 */
final class IdsFuzz {

    private static final JobIdMint MINT =
            new JobIdMint(
                    "0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
                    InstantSource.fixed(Instant.EPOCH),
                    new Random(1),
                    Duration.ofDays(1));

    @FuzzTest
    void ids(byte[] bytes) {
        String text = Parts.text(bytes);
        JobId.parse(text).ifPresent(IdsFuzz::check);
        BatchId.parse(text).ifPresent(IdsFuzz::check);
    }

    private static void check(JobId id) {
        same(JobId.of(id.bytes()), id, "an id has another spelling");
        holds(id.createdAt().toEpochMilli() >> 48 == 0, "made at " + id.createdAt());
        int partition = id.route().partition(24);
        holds(partition >= 0 && partition < 24, "partition " + partition);
        holds(!MINT.isGenuine(id, "tenant"), "a made-up id is genuine");
    }

    private static void check(BatchId id) {
        same(BatchId.of(id.bytes()), id, "an id has another spelling");
        holds(!MINT.isGenuine(id, "tenant"), "a made-up id is genuine");
    }
}
