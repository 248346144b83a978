package io.forebay.dispatcher.batch;

import io.forebay.schemas.wire.BatchAppended;
import io.forebay.schemas.wire.BatchLineChanged;
import io.forebay.schemas.wire.BatchRetriedLine;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.State;
import java.util.Optional;

/** What happens to lines, and what it does to the counts. Confined to the partition's thread. */
final class LineEvents {

    private final Lines lines;
    private final BatchOutbox outbox;

    LineEvents(Lines lines, BatchOutbox outbox) {
        this.lines = lines;
        this.outbox = outbox;
    }

    /**
     * Takes the next lines. Others came twice, or from somebody who did not know of the last ones:
     * their jobs are nobody's.
     *
     * @return whether they were taken
     */
    boolean append(BatchState.Builder batch, BatchAppended appended, long now) {
        boolean next =
                batch.getStatus() == BatchStatus.BATCH_OPEN
                        && appended.getFirstLine() == batch.getNextLine();
        long line = appended.getFirstLine();
        for (String job : appended.getJobIdsList()) {
            if (!job.isEmpty() && next) {
                take(batch, line, job, now);
            } else if (!job.isEmpty()) {
                disown(batch, line, job);
            }
            line++;
        }
        if (next) {
            batch.setNextLine(line)
                    .setNextOffset(appended.getEndOffset())
                    .setNextChunk(appended.getChunk() + 1)
                    .setUpload(appended.getUpload());
        }
        return next;
    }

    private void take(BatchState.Builder batch, long number, String job, long now) {
        String id = batch.getBatchId();
        Line line =
                lines.find(id, number)
                        .filter(known -> known.jobId().equals(job))
                        .map(Line::count)
                        .orElseGet(() -> Line.queued(job, 0));
        lines.keep(id, number, line);
        Counts.add(batch, line);
        if (!line.isOpen()) {
            Rate.ended(batch, now);
        }
    }

    private void disown(BatchState.Builder batch, long number, String job) {
        boolean known =
                lines.find(batch.getBatchId(), number)
                        .filter(line -> line.counted() && line.jobId().equals(job))
                        .isPresent();
        if (!known) {
            outbox.cancel(job, batch.getTenant());
        }
    }

    /**
     * A line's job has another state; one that only a later release knows is not counted.
     *
     * @return whether that changes the batch
     */
    boolean change(BatchState.Builder batch, BatchLineChanged change, long now) {
        if (change.getState() == State.UNRECOGNIZED
                || change.getCache() == CacheStatus.UNRECOGNIZED) {
            return false;
        }
        String id = batch.getBatchId();
        Optional<Line> known = lines.find(id, change.getLine());
        Line next = Line.of(change, known.map(Line::counted).orElse(false));
        if (known.isPresent() && !next.supersedes(known.get())) {
            return false;
        }
        lines.keep(id, change.getLine(), next);
        if (!next.counted()) {
            return false;
        }
        Counts.move(batch, known.orElseThrow(), next);
        if (!next.isOpen()) {
            Rate.ended(batch, now);
        }
        return true;
    }

    /**
     * A line that failed has a new job.
     *
     * @return whether that is news
     */
    boolean retry(BatchState.Builder batch, BatchRetriedLine retried) {
        String id = batch.getBatchId();
        Optional<Line> known = lines.find(id, retried.getLine());
        boolean news =
                known.filter(line -> line.counted() && !line.isOpen())
                        .filter(line -> retried.getRound() > line.round())
                        .isPresent();
        if (news) {
            Line next = Line.queued(retried.getJobId(), retried.getRound());
            lines.keep(id, retried.getLine(), next);
            Counts.move(batch, known.get(), next);
        }
        return news;
    }

    void cancel(BatchState.Builder batch, long number) {
        lines.find(batch.getBatchId(), number)
                .filter(line -> line.counted() && line.isOpen())
                .ifPresent(line -> outbox.cancel(line.jobId(), batch.getTenant()));
    }
}
