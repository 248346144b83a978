package io.forebay.dispatcher.topology;

import com.google.protobuf.ByteString;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.wire.Cancellation;
import io.forebay.schemas.wire.Deletion;
import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.Submission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Writes submissions and cancellations as ingest would. */
final class Jobs {

    static final String TENANT = "acme";
    static final FlightPolicy POLICY =
            FlightPolicy.newBuilder()
                    .setCacheTtlMs(60_000)
                    .setCacheMaxEntries(100)
                    .setRunTimeoutMs(5_000)
                    .setMaxAttempts(3)
                    .setBackoffMs(1_000)
                    .setMaxBackoffMs(10_000)
                    .setRetentionMs(86_400_000)
                    .build();

    private final InstantSource clock;
    private final JobIdMint mint;

    Jobs(InstantSource clock) {
        this.clock = clock;
        this.mint = new JobIdMint(new byte[32], clock, new Random(7), Duration.ofDays(1));
    }

    /** A job of the usual tenant about some content. */
    Submission about(String content) {
        return about(content, job -> job);
    }

    Submission about(String content, UnaryOperator<Submission.Builder> change) {
        FlightKey flight = flight(content);
        long now = clock.millis();
        Submission.Builder job =
                Submission.newBuilder()
                        .setTenant(TENANT)
                        .setFlightKey(flight.bytes())
                        .setModel(ModelRef.newBuilder().setName("resnet").setVersion("1"))
                        .setLane(Lane.INTERACTIVE)
                        .setCreatedAt(now)
                        .setStartBy(now + 30_000)
                        .setDeadline(now + 300_000)
                        .setPolicy(POLICY)
                        .putMetadata("row", content)
                        .setInput(
                                Payload.newBuilder()
                                        .setInline(ByteString.copyFromUtf8("input " + content)))
                        .setTraceparent("00-trace-span-01");
        Submission changed = change.apply(job).build();
        return changed.toBuilder()
                .setJobId(mint.mint(changed.getTenant(), flight.route()).text())
                .build();
    }

    static JobEvent event(Submission submission) {
        return JobEvent.newBuilder().setSubmission(submission).build();
    }

    JobEvent cancel(Submission submission, String tenant) {
        return JobEvent.newBuilder()
                .setCancellation(
                        Cancellation.newBuilder()
                                .setJobId(submission.getJobId())
                                .setTenant(tenant)
                                .setRequestedAt(clock.millis()))
                .build();
    }

    JobEvent delete(Submission submission) {
        return JobEvent.newBuilder()
                .setDeletion(
                        Deletion.newBuilder()
                                .setJobId(submission.getJobId())
                                .setTenant(submission.getTenant())
                                .setFlightKey(submission.getFlightKey())
                                .setRequestedAt(clock.millis()))
                .build();
    }

    static FlightKey flight(String content) {
        try {
            return FlightKey.of(
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
