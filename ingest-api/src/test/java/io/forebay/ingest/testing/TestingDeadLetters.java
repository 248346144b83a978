package io.forebay.ingest.testing;

import io.forebay.ingest.deadletter.DeadLetterBox;
import io.forebay.ingest.deadletter.Letter;
import io.forebay.ingest.deadletter.LetterHead;
import io.forebay.ingest.deadletter.LetterId;
import io.forebay.schemas.wire.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Dead letters in memory; the newest is the one that was put last. */
public final class TestingDeadLetters implements DeadLetterBox {

    private final List<Letter> letters = new ArrayList<>();
    public boolean complete = true;

    public LetterId put(DeadLetter letter) {
        LetterId id = new LetterId(0, letters.size());
        letters.add(new Letter(id, letter));
        return id;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public List<LetterHead> list(
            Predicate<LetterHead> wanted, Optional<LetterId> behind, int limit) {
        return letters.reversed().stream()
                .filter(letter -> behind.isEmpty() || letter.id().offset() < behind.get().offset())
                .map(TestingDeadLetters::head)
                .filter(wanted)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<LetterHead> find(LetterId id) {
        return open(id).map(TestingDeadLetters::head);
    }

    @Override
    public Optional<LetterHead> ofJob(String jobId) {
        return letters.reversed().stream()
                .filter(letter -> letter.letter().getJobIdsList().contains(jobId))
                .map(TestingDeadLetters::head)
                .findFirst();
    }

    @Override
    public Optional<Letter> open(LetterId id) {
        return letters.stream().filter(letter -> letter.id().equals(id)).findFirst();
    }

    private static LetterHead head(Letter letter) {
        return LetterHead.of(letter.id(), letter.letter());
    }
}
