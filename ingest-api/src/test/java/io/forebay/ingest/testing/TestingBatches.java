package io.forebay.ingest.testing;

import io.forebay.ingest.publish.BatchPublisher;
import io.forebay.ingest.publish.Publisher;
import io.forebay.results.reader.BatchReader;
import io.forebay.results.reader.BatchReading;
import io.forebay.results.reader.LineCursor;
import io.forebay.schemas.document.FileDuty;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.JobState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Batches in memory, which know where their next line goes. */
public final class TestingBatches implements BatchPublisher, BatchReader {

    public final Map<String, BatchState> states = new ConcurrentHashMap<>();
    public final List<BatchEvent> events = new CopyOnWriteArrayList<>();
    public final Map<Ending, List<JobState>> ended = new ConcurrentHashMap<>();

    /** What events come to; those that are not acknowledged are not heard. */
    public volatile Publisher.Outcome outcome = new Publisher.Outcome.Acknowledged();

    /** Whether the view can say anything. */
    public volatile boolean available = true;

    /** What happens with every look and every event, such as time that goes by. */
    public volatile Runnable meanwhile = () -> {};

    @Override
    public Publisher.Outcome send(BatchEvent event) {
        meanwhile.run();
        if (outcome instanceof Publisher.Outcome.Unavailable) {
            return outcome;
        }
        events.add(event);
        BatchState.Builder batch =
                states
                        .getOrDefault(
                                event.getBatchId(),
                                BatchState.newBuilder()
                                        .setBatchId(event.getBatchId())
                                        .setTenant(event.getTenant())
                                        .setNextLine(1)
                                        .build())
                        .toBuilder();
        switch (event.getEventCase()) {
            case OPENED ->
                    batch.setDeadline(event.getOpened().getDeadline())
                            .setSource(event.getOpened().getSource())
                            .setOutput(event.getOpened().getOutput());
            case WRITTEN -> batch.setWrittenFor(event.getWritten().getFinishedAt());
            case APPENDED ->
                    batch.setNextLine(
                                    event.getAppended().getFirstLine()
                                            + event.getAppended().getJobIdsCount())
                            .setNextChunk(event.getAppended().getChunk() + 1)
                            .setNextOffset(event.getAppended().getEndOffset())
                            .setUpload(event.getAppended().getUpload());
            case SEALED -> batch.setStatus(BatchStatus.BATCH_RUNNING);
            case CANCELED -> batch.setStatus(BatchStatus.BATCH_CANCELING);
            case LINE_CANCELED, RETRIED, LINE_CHANGED, EVENT_NOT_SET -> {
                // Nothing that a route looks at.
            }
        }
        states.put(event.getBatchId(), batch.build());
        return outcome;
    }

    @Override
    public BatchReading read(BatchId id) {
        meanwhile.run();
        if (!available) {
            return new BatchReading.Unavailable("Redis is away");
        }
        BatchState state = states.get(id.text());
        return state == null ? new BatchReading.NotRecorded() : new BatchReading.Found(state);
    }

    @Override
    public Optional<List<BatchState>> list(String tenant, int most) {
        return whenAvailable(
                states.values().stream().filter(one -> one.getTenant().equals(tenant)).toList());
    }

    @Override
    public Optional<List<BatchState>> due(int most) {
        return whenAvailable(
                states.values().stream().filter(one -> FileDuty.of(one) != FileDuty.NONE).toList());
    }

    /** The cursor counts lines, as if there were one partition. */
    @Override
    public Optional<List<EndedLine>> ended(BatchId id, Ending ending, LineCursor after, int most) {
        List<JobState> all = ended.getOrDefault(ending, List.of());
        int from = after.offsets().getOrDefault(0, 0L).intValue();
        return whenAvailable(
                java.util.stream.IntStream.range(from, Math.min(all.size(), from + most))
                        .mapToObj(i ->
                                new EndedLine(
                                        all.get(i),
                                        new LineCursor(new java.util.TreeMap<>(Map.of(0, i + 1L)))))
                        .toList());
    }

    @Override
    public Optional<Long> count(BatchId id, Ending ending) {
        return whenAvailable((long) ended.getOrDefault(ending, List.of()).size());
    }

    private <T> Optional<T> whenAvailable(T answer) {
        return available ? Optional.of(answer) : Optional.empty();
    }
}
