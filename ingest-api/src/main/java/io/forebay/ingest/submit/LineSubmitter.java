package io.forebay.ingest.submit;

import io.forebay.ingest.publish.Publisher;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WireProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

/** Sends the lines of batches as jobs. Safe for use by several threads. */
public record LineSubmitter(Publisher publisher, Payloads payloads, JobIdMint mint) {

    /**
     * A line of a batch.
     *
     * @param round how often it was retried before
     * @param redriveOf the job that failed; empty in round 0
     * @param retention of its job after its end
     */
    public record Line(
            String tenant,
            BatchId batch,
            long number,
            String customId,
            int round,
            String redriveOf,
            Duration retention) {}

    /** A job on its way. */
    public record Sent(JobId id, Publisher.Pending pending) {}

    /**
     * Starts to send a line; the same line again is the same job.
     *
     * @throws io.forebay.schemas.payload.PayloadStoreException when its input cannot be kept
     */
    public Sent send(Line line, Request request, Instant now) {
        FlightKey shared = FlightKeys.shared(request);
        JobId id = mint(line, shared);
        FlightKey flight = FlightKeys.of(request, shared, id);
        return send(
                id,
                named(
                                line,
                                new Submissions(_ -> line.retention())
                                        .submission(request, id, flight, now))
                        .setInput(
                                payloads.wrap(
                                        PayloadKey.input(flight, id.text(), now.toEpochMilli()),
                                        request.input().toByteString()))
                        .build());
    }

    /** Starts to send a line that cannot be run, so that it fails like any other. */
    public Sent sendBad(Line line, WireProblem why, Instant now) {
        FlightKey flight = FlightKey.of(digest(line.batch().text() + "/" + line.number()));
        JobId id = mint(line, flight);
        return send(
                id,
                named(
                                line,
                                Submission.newBuilder()
                                        .setJobId(id.text())
                                        .setTenant(line.tenant())
                                        .setFlightKey(flight.bytes())
                                        .setLane(Lane.BULK)
                                        .setCreatedAt(now.toEpochMilli())
                                        .setPolicy(
                                                FlightPolicy.newBuilder()
                                                        .setRetentionMs(
                                                                line.retention().toMillis())))
                        .setFault(why)
                        .build());
    }

    private JobId mint(Line line, FlightKey flight) {
        return mint.mintLine(
                line.tenant(), flight.route(), line.batch(), line.number(), line.round());
    }

    private static Submission.Builder named(Line line, Submission.Builder submission) {
        return submission
                .setBatchId(line.batch().text())
                .setBatchLine(line.number())
                .setCustomId(line.customId())
                .setBatchRound(line.round())
                .setRedriveOf(line.redriveOf())
                .setIdempotent(true);
    }

    private Sent send(JobId id, Submission submission) {
        return new Sent(
                id,
                publisher.send(
                        id.route(),
                        submission.getFlightKey().toByteArray(),
                        JobEvent.newBuilder().setSubmission(submission).build()));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
