package io.forebay.ingest.batch;

import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.publish.Publisher;
import io.forebay.results.reader.BatchReader;
import io.forebay.results.reader.BatchReading;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchCanceled;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchOpened;
import io.forebay.schemas.wire.BatchSealed;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Opens batches, fills them and says what is known of them. Safe for use by several threads. */
public final class Batches {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 20;

    /** A chunk is a hundred lines or a mebibyte: no quota that is of use asks for more. */
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** More than it takes from the acknowledgement of an event to its trace in the view. */
    private static final Duration SEEN = Duration.ofSeconds(10);

    private final BatchServices services;
    private final BatchReader reader;
    private final JobIdMint mint;
    private final Upload upload;
    private final Function<String, Duration> retention;
    private final InstantSource clock;

    /**
     * @param retention of a tenant's batches after their end
     */
    public Batches(
            BatchServices services,
            BatchReader reader,
            BatchLines lines,
            Function<String, Duration> retention,
            InstantSource clock) {
        this.services = services;
        this.reader = reader;
        this.mint = lines.submitter().mint();
        this.retention = retention;
        this.clock = clock;
        this.upload =
                new Upload(
                        this,
                        lines.submitter(),
                        lines.payloads().store(),
                        lines.parser(services.config().lineLimit()),
                        this::takesLines);
    }

    /**
     * Looks whether the tenant may begin an upload.
     *
     * @throws RefusedException when it is over its quota
     */
    public void admitUpload(String tenant) {
        services.quotas()
                .admitUpload(tenant)
                .ifPresent(refusal -> {
                    throw refusal.toException();
                });
    }

    /** Opens a batch; it takes lines when this returns. */
    public BatchState open(String tenant, BatchWishes wishes) {
        BatchId id = mint.mintBatch(tenant);
        Instant now = clock.instant();
        Duration lasts =
                wishes.window()
                        .filter(asked -> asked.compareTo(services.config().window()) < 0)
                        .orElse(services.config().window());
        BatchOpened.Builder opened =
                BatchOpened.newBuilder()
                        .setDeadline(now.plus(lasts).toEpochMilli())
                        .setRetentionMs(retention.apply(tenant).toMillis())
                        .setIdleMs(services.config().idle().toMillis())
                        .putAllMetadata(wishes.metadata())
                        .setSource(wishes.objects().input())
                        .setOutput(wishes.objects().output());
        wishes.callback().ifPresent(opened::setCallback);
        send(id, tenant, event -> event.setOpened(opened));
        return BatchState.newBuilder()
                .setBatchId(id.text())
                .setTenant(tenant)
                .setCreatedAt(now.toEpochMilli())
                .setDeadline(opened.getDeadline())
                .setRetentionMs(opened.getRetentionMs())
                .setIdleMs(opened.getIdleMs())
                .putAllMetadata(wishes.metadata())
                .setSource(opened.getSource())
                .setOutput(opened.getOutput())
                .setNextLine(1)
                .build();
    }

    /**
     * Takes the lines of a stream, and returns when they can be seen.
     *
     * @param from the batch as it stands
     * @throws BrokenUploadException when the stream broke; what was taken stays
     * @throws RefusedException when they are not taken
     */
    public BatchState fill(BatchState from, InputStream in) {
        String name = UUID.randomUUID().toString();
        Place end = upload.take(Place.of(from), name, in);
        BatchState seen = await(end.id(), at -> at.getNextLine() >= end.line());
        boolean ours = end.line() == from.getNextLine() || seen.getUpload().equals(name);
        if (!ours) {
            throw new RefusedException(
                    ProblemCode.BATCH_CONFLICT,
                    "another upload of the batch was quicker; its next line is %d"
                            .formatted(seen.getNextLine()));
        }
        return seen;
    }

    /** No more lines will come; returns when that can be seen. */
    public BatchState seal(BatchId id, String tenant) {
        send(id, tenant, event -> event.setSealed(BatchSealed.getDefaultInstance()));
        return await(id, batch -> batch.getStatus() != BatchStatus.BATCH_OPEN);
    }

    /**
     * The batch as it stands.
     *
     * @throws RefusedException when there is none, or the view cannot say
     */
    public BatchState get(BatchId id) {
        return await(id, batch -> true);
    }

    /** Tells the batch something; returns when it is acknowledged. */
    void send(BatchId id, String tenant, UnaryOperator<BatchEvent.Builder> what) {
        BatchEvent.Builder event =
                BatchEvent.newBuilder()
                        .setBatchId(id.text())
                        .setTenant(tenant)
                        .setAt(clock.millis());
        require(services.events().send(what.apply(event).build()));
    }

    /** Cancels the whole batch, or, with a line, one line of it. */
    public void cancel(BatchId id, String tenant, Optional<Long> line) {
        send(
                id,
                tenant,
                event -> {
                    line.ifPresentOrElse(
                            number -> event.getLineCanceledBuilder().setLine(number),
                            () -> event.setCanceled(BatchCanceled.getDefaultInstance()));
                    return event;
                });
    }

    Instant now() {
        return clock.instant();
    }

    boolean hasRoom(Set<String> models) {
        return services.pressure().hasRoom(models);
    }

    /** Counts what was taken, and holds the sender up while its tenant is over its quota. */
    void spend(String tenant, Chunk chunk) {
        Duration wait = services.quotas().spendLines(tenant, chunk.lines().size(), chunk.size());
        if (wait.isPositive()) {
            pause(Math.min(wait.toMillis() + 1, LONGEST_PAUSE_MILLIS));
        }
    }

    /** Waits for a state; the last one that is known when it does not come. */
    private BatchState await(BatchId id, Predicate<BatchState> wanted) {
        Instant until = clock.instant().plus(SEEN);
        while (true) {
            boolean late = !clock.instant().isBefore(until);
            switch (reader.read(id)) {
                case BatchReading.Found(BatchState batch) -> {
                    if (wanted.test(batch) || late) {
                        return batch;
                    }
                }
                case BatchReading.NotRecorded() -> {
                    boolean young = id.createdAt().plus(SEEN).isAfter(clock.instant());
                    if (!young || late) {
                        throw new RefusedException(
                                ProblemCode.UNKNOWN_BATCH, "the tenant has no such batch any more");
                    }
                }
                case BatchReading.Unavailable(String reason) -> {
                    if (late) {
                        throw unavailable(reason);
                    }
                }
            }
            pause(LOOK_MILLIS);
        }
    }

    private boolean takesLines(BatchId id) {
        return !(reader.read(id) instanceof BatchReading.Found(BatchState batch))
                || batch.getStatus() == BatchStatus.BATCH_OPEN;
    }

    static RefusedException unavailable(String reason) {
        return Refusal.of(ProblemCode.VIEW_UNAVAILABLE, reason).retryAfter(RETRY).toException();
    }

    static void require(Publisher.Outcome outcome) {
        switch (outcome) {
            case Publisher.Outcome.Acknowledged() -> {
                // It is safe.
            }
            case Publisher.Outcome.Unavailable(String reason) ->
                    throw Refusal.of(ProblemCode.QUEUE_UNAVAILABLE, reason)
                            .retryAfter(RETRY)
                            .toException();
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(ProblemCode.NOT_READY, "the service stops")
                    .retryAfter(RETRY)
                    .toException();
        }
    }
}
