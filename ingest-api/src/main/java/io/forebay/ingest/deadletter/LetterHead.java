package io.forebay.ingest.deadletter;

import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.WireProblem;
import java.util.Comparator;
import java.util.List;

/**
 * What is kept in memory of a dead letter: all but its payload and its attempts.
 *
 * @param diedAt epoch milliseconds
 * @param jobIds those that waited for it; of very many the first
 */
public record LetterHead(
        LetterId id,
        String model,
        String version,
        Lane lane,
        WireProblem problem,
        int attempts,
        long diedAt,
        List<String> jobIds) {

    /** A letter has up to a thousand, and there are many letters. */
    static final int MOST_JOB_IDS = 100;

    static final Comparator<LetterHead> NEWEST_FIRST =
            Comparator.comparingLong(LetterHead::diedAt)
                    .reversed()
                    .thenComparingInt(head -> head.id().partition())
                    .thenComparingLong(head -> head.id().offset());

    public LetterHead {
        jobIds = List.copyOf(jobIds);
    }

    public static LetterHead of(LetterId id, DeadLetter letter) {
        return new LetterHead(
                id,
                letter.getItem().getModel().getName(),
                letter.getItem().getModel().getVersion(),
                letter.getItem().getLane(),
                letter.getProblem(),
                letter.getAttemptsCount(),
                letter.getDiedAt(),
                letter.getJobIdsList().stream().limit(MOST_JOB_IDS).toList());
    }
}
