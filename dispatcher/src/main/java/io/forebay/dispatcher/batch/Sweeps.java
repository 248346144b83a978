package io.forebay.dispatcher.batch;

import io.forebay.schemas.wire.BatchState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Goes over the lines of whole batches a bounded piece at a time: a batch may have millions.
 * Confined to the partition's thread. Where it has come to is not kept: a sweep that is begun again
 * does no harm.
 */
final class Sweeps {

    /** Lines in one go, before records get their turn again. */
    static final int MOST = 2_000;

    private final Lines lines;
    private final Batches batches;
    private final BatchOutbox outbox;
    private final Map<String, Long> canceling = new LinkedHashMap<>();
    private final Map<String, Long> dropping = new LinkedHashMap<>();

    Sweeps(Lines lines, Batches batches, BatchOutbox outbox) {
        this.lines = lines;
        this.batches = batches;
        this.outbox = outbox;
    }

    /** Asks for the cancellation of every open line. */
    void cancel(String batch) {
        canceling.put(batch, 0L);
    }

    /** Removes the batch with its lines. */
    void drop(String batch) {
        dropping.put(batch, 0L);
    }

    boolean isIdle() {
        return canceling.isEmpty() && dropping.isEmpty();
    }

    void advance() {
        for (String id : List.copyOf(canceling.keySet())) {
            goOn(
                    canceling,
                    id,
                    batches.find(id).map(this::cancelSome).orElse(OptionalLong.empty()));
        }
        for (String id : List.copyOf(dropping.keySet())) {
            OptionalLong next =
                    lines.each(
                            id,
                            dropping.getOrDefault(id, 0L),
                            MOST,
                            (line, number) -> lines.drop(id, number));
            goOn(dropping, id, next);
            if (next.isEmpty()) {
                batches.drop(id);
                outbox.forget(id);
            }
        }
    }

    private OptionalLong cancelSome(BatchState batch) {
        return lines.each(
                batch.getBatchId(),
                canceling.getOrDefault(batch.getBatchId(), 0L),
                MOST,
                (line, number) -> {
                    if (line.counted() && line.isOpen()) {
                        outbox.cancel(line.jobId(), batch.getTenant());
                    }
                });
    }

    private static void goOn(Map<String, Long> sweeps, String batch, OptionalLong next) {
        if (next.isPresent()) {
            sweeps.put(batch, next.getAsLong());
        } else {
            sweeps.remove(batch);
        }
    }
}
