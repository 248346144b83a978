package io.forebay.dispatcher.batch;

import io.forebay.dispatcher.timer.Timers;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.wire.BatchCanceled;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchOpened;
import io.forebay.schemas.wire.BatchRetriedLine;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.BatchWritten;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything that happens to the batches of one partition. Confined to the partition's thread.
 * Times are epoch milliseconds.
 */
public final class BatchDesk {

    /** A batch that changes with every line is published no more often than this. */
    static final long PUBLISH_EVERY = 100;

    private final Batches batches;
    private final BatchOutbox outbox;
    private final LineEvents lines;
    private final Sweeps sweeps;
    private final KeptText text;
    private final Timers<String> timers = new Timers<>();
    private final Set<String> unpublished = new LinkedHashSet<>();
    private long publishAt = Long.MAX_VALUE;

    public BatchDesk(Batches batches, Lines lines, BatchOutbox outbox) {
        this.batches = batches;
        this.outbox = outbox;
        this.lines = new LineEvents(lines, outbox);
        this.text = new KeptText(outbox);
        this.sweeps = new Sweeps(lines, batches, outbox);
    }

    /**
     * Rebuilds what is derived from the stores.
     *
     * @param all shows every batch, in any order
     */
    public void restore(Consumer<Consumer<BatchState>> all, long now) {
        all.accept(batch -> {
            timers.set(batch.getBatchId(), Status.dueAt(batch));
            if (batch.getStatus() == BatchStatus.BATCH_CANCELING) {
                sweeps.cancel(batch.getBatchId());
            }
            if (!Status.hasEnded(batch.getStatus())) {
                // Its last state may not have been published before the partition moved.
                publishSoon(batch.getBatchId(), now);
            }
        });
    }

    /**
     * @return false for an event of a batch that is not there, or not the tenant's
     */
    public boolean apply(BatchEvent event, long now) {
        if (BatchId.parse(event.getBatchId()).isEmpty()) {
            return false;
        }
        Optional<BatchState> known = batches.find(event.getBatchId());
        if (event.hasOpened() && known.isEmpty()) {
            keep(opened(event), BatchStatus.UNRECOGNIZED, now);
            return true;
        }
        Optional<BatchState> found =
                known.filter(batch -> batch.getTenant().equals(event.getTenant()));
        found.ifPresent(batch -> {
            BatchState.Builder next = batch.toBuilder();
            if (apply(next, event, now)) {
                keep(next, batch.getStatus(), now);
            }
        });
        return found.isPresent();
    }

    private boolean apply(BatchState.Builder batch, BatchEvent event, long now) {
        return switch (event.getEventCase()) {
            case APPENDED -> lines.append(batch, event.getAppended(), now);
            case LINE_CHANGED -> lines.change(batch, event.getLineChanged(), now);
            case SEALED -> seal(batch, now);
            case CANCELED -> cancel(batch, event.getCanceled());
            case WRITTEN -> written(batch, event.getWritten());
            case LINE_CANCELED -> {
                lines.cancel(batch, event.getLineCanceled().getLine());
                yield false;
            }
            case RETRIED -> {
                boolean news = false;
                for (BatchRetriedLine line : event.getRetried().getLinesList()) {
                    news |= lines.retry(batch, line);
                }
                if (news && batch.getStatus() == BatchStatus.BATCH_CANCELING) {
                    sweeps.cancel(batch.getBatchId());
                }
                yield news;
            }
            case OPENED, EVENT_NOT_SET -> false;
        };
    }

    private static BatchState.Builder opened(BatchEvent event) {
        BatchOpened opened = event.getOpened();
        BatchState.Builder batch =
                BatchState.newBuilder()
                        .setBatchId(event.getBatchId())
                        .setTenant(event.getTenant())
                        .setCreatedAt(event.getAt())
                        .setDeadline(opened.getDeadline())
                        .setRetentionMs(opened.getRetentionMs())
                        .setIdleMs(opened.getIdleMs())
                        .putAllMetadata(opened.getMetadataMap())
                        .setSource(opened.getSource())
                        .setOutput(opened.getOutput())
                        .setNextLine(1);
        return opened.hasCallback() ? batch.setCallback(opened.getCallback()) : batch;
    }

    private static boolean seal(BatchState.Builder batch, long now) {
        if (batch.getStatus() != BatchStatus.BATCH_OPEN) {
            return false;
        }
        batch.setStatus(BatchStatus.BATCH_RUNNING).setSealedAt(now);
        return true;
    }

    /** Two nodes may have written the same files: told once. */
    private static boolean written(BatchState.Builder batch, BatchWritten written) {
        if (batch.getWrittenFor() == written.getFinishedAt()) {
            return false;
        }
        batch.setWrittenFor(written.getFinishedAt()).clearOutputProblem();
        if (written.hasProblem()) {
            batch.setOutputProblem(written.getProblem());
        }
        return true;
    }

    private boolean cancel(BatchState.Builder batch, BatchCanceled canceled) {
        boolean possible =
                batch.getStatus() == BatchStatus.BATCH_OPEN
                        || batch.getStatus() == BatchStatus.BATCH_RUNNING;
        if (possible) {
            batch.setStatus(BatchStatus.BATCH_CANCELING);
            if (canceled.hasProblem()) {
                batch.setProblem(canceled.getProblem());
            }
            sweeps.cancel(batch.getBatchId());
        }
        return possible;
    }

    private void keep(BatchState.Builder batch, BatchStatus before, long now) {
        Status.settle(batch, now);
        BatchState next = batch.setVersion(batch.getVersion() + 1).setChangedAt(now).build();
        batches.keep(next);
        timers.set(next.getBatchId(), Status.dueAt(next));
        if (next.getStatus() == before) {
            publishSoon(next.getBatchId(), now);
        } else {
            unpublished.remove(next.getBatchId());
            outbox.publish(next);
            text.settle(next);
        }
    }

    private void publishSoon(String batch, long now) {
        unpublished.add(batch);
        publishAt = Math.min(publishAt, now + PUBLISH_EVERY);
    }

    /** When the next tick is due; {@link Long#MAX_VALUE} while there is nothing to wait for. */
    public long nextTick() {
        return sweeps.isIdle() ? Math.min(publishAt, timers.nextDue()) : 0;
    }

    public void tick(long now) {
        for (Optional<String> due = timers.poll(now); due.isPresent(); due = timers.poll(now)) {
            due.flatMap(batches::find).ifPresent(batch -> attend(batch, now));
        }
        sweeps.advance();
        if (publishAt <= now) {
            unpublished.forEach(id -> batches.find(id).ifPresent(outbox::publish));
            unpublished.clear();
            publishAt = Long.MAX_VALUE;
        }
    }

    private void attend(BatchState batch, long now) {
        if (Status.hasEnded(batch.getStatus())) {
            sweeps.drop(batch.getBatchId());
        } else if (batch.getStatus() == BatchStatus.BATCH_OPEN) {
            BatchState.Builder next = batch.toBuilder();
            Status.giveUp(next);
            sweeps.cancel(batch.getBatchId());
            keep(next, batch.getStatus(), now);
        }
    }
}
