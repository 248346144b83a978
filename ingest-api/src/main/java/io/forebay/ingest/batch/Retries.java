package io.forebay.ingest.batch;

import io.forebay.ingest.submit.LineSubmitter;
import io.forebay.results.reader.BatchReader;
import io.forebay.results.reader.LineCursor;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.wire.BatchRetried;
import io.forebay.schemas.wire.BatchRetriedLine;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes new jobs of lines that failed, under the same batch. Doing it twice makes them once: a
 * line's job of a round is one job. Safe for use by several threads.
 */
public final class Retries {

    private static final int ROUND = 200;

    private final Batches batches;
    private final BatchReader reader;
    private final LineSubmitter submitter;
    private final PayloadStore store;
    private final LineParser parser;
    private final Duration window;

    /**
     * @param window how long lines may take whose batch's own time is over
     */
    public Retries(
            Batches batches,
            BatchReader reader,
            BatchLines lines,
            BatchesConfig config,
            Duration window) {
        this.batches = batches;
        this.reader = reader;
        this.submitter = lines.submitter();
        this.store = lines.payloads().store();
        this.parser = lines.parser(config.lineLimit());
        this.window = window;
    }

    /**
     * Retries every line whose last job failed or expired, but for those that can be no job. Each
     * line once a call: one that fails again while the call lasts is there to be retried by the
     * next.
     *
     * @return how many there were
     */
    public long retryFailed(BatchState batch) {
        BatchId id = new BatchId(batch.getBatchId());
        BitSet retried = new BitSet();
        LineCursor cursor = LineCursor.START;
        while (true) {
            List<BatchReader.EndedLine> failed =
                    reader.ended(id, BatchReader.Ending.ERROR, cursor, ROUND)
                            .orElseThrow(() -> Batches.unavailable("the view is not whole now"));
            if (failed.isEmpty()) {
                return retried.cardinality();
            }
            cursor = failed.getLast().cursor();
            retry(batch, failed.stream().map(BatchReader.EndedLine::job).toList(), retried);
        }
    }

    private void retry(BatchState batch, List<JobState> failed, BitSet retried) {
        Place place = Place.of(batch);
        Instant now = batches.now();
        Instant deadline =
                place.deadline().isAfter(now.plusSeconds(60)) ? place.deadline() : now.plus(window);
        KeptLines kept = new KeptLines(store, place.id(), place.chunk());
        List<LineSubmitter.Sent> sent = new ArrayList<>();
        BatchRetried.Builder event = BatchRetried.newBuilder();
        for (JobState job : failed) {
            int number = Math.toIntExact(job.getBatchLine());
            Optional<byte[]> text =
                    isAsked(job) && !retried.get(number)
                            ? kept.find(job.getBatchLine())
                            : Optional.empty();
            if (text.isPresent()
                    && parser.parse(place.tenant(), text.get(), now, deadline)
                            instanceof ParsedLine.Sound sound) {
                while (!batches.hasRoom(Set.of(sound.request().model().name()))) {
                    Batches.pause(20);
                }
                retried.set(number);
                LineSubmitter.Line line = line(place, job, now);
                sent.add(submitter.send(line, sound.request(), now));
                event.addLines(
                        BatchRetriedLine.newBuilder()
                                .setLine(line.number())
                                .setJobId(sent.getLast().id().text())
                                .setRound(line.round()));
            }
        }
        sent.forEach(one -> Batches.require(one.pending().await()));
        if (!sent.isEmpty()) {
            batches.send(place.id(), place.tenant(), to -> to.setRetried(event));
        }
    }

    private static boolean isAsked(JobState job) {
        return job.getState() == State.FAILED || job.getState() == State.EXPIRED;
    }

    private static LineSubmitter.Line line(Place place, JobState job, Instant now) {
        return new LineSubmitter.Line(
                place.tenant(),
                place.id(),
                job.getBatchLine(),
                job.getCustomId(),
                job.getBatchRound() + 1,
                job.getJobId(),
                place.lineRetention(now));
    }
}
