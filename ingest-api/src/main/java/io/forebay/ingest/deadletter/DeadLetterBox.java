package io.forebay.ingest.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The dead letters that are kept. Safe for use by several threads. */
public interface DeadLetterBox {

    /** False while it is read for the first time: until then what is missing may be there. */
    boolean isComplete();

    /**
     * Heads, newest first.
     *
     * @param behind only older ones than this; empty for the newest
     * @param limit at least 1
     */
    List<LetterHead> list(Predicate<LetterHead> wanted, Optional<LetterId> behind, int limit);

    Optional<LetterHead> find(LetterId id);

    /** The newest that a job waited for. */
    Optional<LetterHead> ofJob(String jobId);

    /**
     * The whole letter, payload and all; empty when it has left the log.
     *
     * @throws DeadLettersUnavailableException when the brokers cannot be asked
     */
    Optional<Letter> open(LetterId id);
}
