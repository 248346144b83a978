package io.forebay.ingest.batch;

import io.forebay.ingest.problem.RefusedException;
import io.forebay.objects.ObjectRefusedException;
import io.forebay.results.reader.BatchReader;
import io.forebay.schemas.document.FileDuty;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchCanceled;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchWritten;
import io.forebay.schemas.wire.WireProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that batches get their lines from objects, and that their results go to objects, also
 * when the node that was at it is gone: every node looks at what is due, and takes on what has not
 * moved for a while. Safe for use by several threads.
 */
public final class BatchDuties implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchDuties.class);

    /** Of each partition, the newest first. */
    private static final int LOOKED_AT = 1_000;

    /** Objects that one node reads at once: most of the time they wait for room. */
    private static final int READS = 8;

    private static final int WRITES = 4;

    private final BatchFiles files;
    private final BatchReader reader;
    private final Duration takeover;
    private final InstantSource clock;
    private final Map<String, Standing> seen = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Semaphore reads = new Semaphore(READS);
    private final Semaphore writes = new Semaphore(WRITES);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** How far a batch was, and since when. */
    private record Standing(FileDuty duty, long line, long finishedAt, Instant since) {

        static Standing of(BatchState batch, Instant now) {
            return new Standing(
                    FileDuty.of(batch), batch.getNextLine(), batch.getFinishedAt(), now);
        }

        boolean isWhere(Standing other) {
            return duty == other.duty && line == other.line && finishedAt == other.finishedAt;
        }
    }

    /**
     * @param takeover how long a batch may stand still before it is taken on
     */
    public BatchDuties(
            BatchFiles files, BatchReader reader, Duration takeover, InstantSource clock) {
        this.files = files;
        this.reader = reader;
        this.takeover = takeover;
        this.clock = clock;
    }

    /** Looks every so often, until it is closed. */
    public void start(Duration every) {
        var _ =
                threads.submit(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        lookSafely();
                        Batches.pause(every.toMillis());
                    }
                });
    }

    /** Takes a batch on at once: it was opened here. */
    public void takeOn(BatchState batch) {
        if (FileDuty.of(batch) == FileDuty.READ) {
            var _ = begin(batch);
        }
    }

    private void lookSafely() {
        try {
            reader.due(LOOKED_AT).ifPresent(this::look);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("batches cannot be looked at");
        }
    }

    private void look(List<BatchState> due) {
        seen.keySet()
                .retainAll(due.stream().map(BatchState::getBatchId).collect(Collectors.toSet()));
        due.forEach(this::look);
    }

    /** Lines are first left to the node that answered; results are nobody's before. */
    private void look(BatchState batch) {
        Standing now = Standing.of(batch, clock.instant());
        Optional<Standing> stood =
                Optional.ofNullable(seen.get(batch.getBatchId())).filter(now::isWhere);
        boolean moved = stood.isEmpty();
        boolean mine =
                stood.map(last -> !now.since().isBefore(last.since().plus(takeover)))
                        .orElse(now.duty() == FileDuty.WRITE);
        if (mine ? begin(batch) : moved) {
            seen.put(batch.getBatchId(), now);
        }
    }

    /** Whether it is under way: otherwise there is no room now. */
    private boolean begin(BatchState batch) {
        Semaphore room = FileDuty.of(batch) == FileDuty.WRITE ? writes : reads;
        if (running.contains(batch.getBatchId())) {
            return true;
        }
        if (!room.tryAcquire()) {
            return false;
        }
        if (!running.add(batch.getBatchId())) {
            room.release();
            return true;
        }
        Runnable done =
                () -> {
                    running.remove(batch.getBatchId());
                    room.release();
                };
        try {
            var _ =
                    threads.submit(() -> {
                        try {
                            attend(batch);
                        } finally {
                            done.run();
                        }
                    });
        } catch (RejectedExecutionException e) {
            // This node stops; another one takes it on.
            done.run();
        }
        return true;
    }

    private void attend(BatchState batch) {
        try {
            switch (FileDuty.of(batch)) {
                case READ -> files.read(batch);
                case WRITE -> {
                    files.write(batch);
                    written(batch, BatchWritten.newBuilder());
                }
                case NONE -> {
                    // It was not due.
                }
            }
        } catch (ObjectRefusedException e) {
            giveUp(batch, ProblemCode.INVALID_INPUT, e.why());
        } catch (RefusedException e) {
            switch (e.refusal().code()) {
                case MALFORMED_REQUEST -> giveUp(batch, e.refusal().code(), e.refusal().detail());
                case BATCH_CONFLICT ->
                        LOG.atDebug()
                                .addKeyValue("batch", batch.getBatchId())
                                .log("another node fills the batch, or it takes no more lines");
                default -> later(batch, e);
            }
        } catch (RuntimeException e) {
            later(batch, e);
        }
    }

    /** Results that cannot be written while half of their time goes by are given up. */
    private void later(BatchState batch, RuntimeException why) {
        LOG.atWarn()
                .addKeyValue("batch", batch.getBatchId())
                .setCause(why)
                .log("the files of a batch must wait");
        long until = batch.getFinishedAt() + (batch.getExpiresAt() - batch.getFinishedAt()) / 2;
        if (FileDuty.of(batch) == FileDuty.WRITE && clock.millis() > until) {
            giveUp(
                    batch,
                    ProblemCode.DEADLINE_EXCEEDED,
                    "the results could not be written in time: " + why.getMessage());
        }
    }

    private void giveUp(BatchState batch, ProblemCode code, String detail) {
        WireProblem why = Problem.of(code, detail).toWire();
        try {
            if (FileDuty.of(batch) == FileDuty.WRITE) {
                written(batch, BatchWritten.newBuilder().setProblem(why));
            } else {
                BatchCanceled canceled = BatchCanceled.newBuilder().setProblem(why).build();
                files.batches()
                        .send(
                                new BatchId(batch.getBatchId()),
                                batch.getTenant(),
                                event -> event.setCanceled(canceled));
            }
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("batch", batch.getBatchId())
                    .setCause(e)
                    .log("it cannot be said now that the files of a batch are given up");
        }
    }

    private void written(BatchState batch, BatchWritten.Builder written) {
        files.batches()
                .send(
                        new BatchId(batch.getBatchId()),
                        batch.getTenant(),
                        event -> event.setWritten(written.setFinishedAt(batch.getFinishedAt())));
    }

    /** What is under way is left to another node. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
