package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Job;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.LetterKey;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.WorkItem;
import java.util.List;

/** What leaves the dispatcher. Confined to the partition's thread. */
public interface Outbox {

    /** Into how many partitions this work may go now; while there are none, it is to be held. */
    int partitions(WorkItem item);

    /** Sends work to the slot that it names. */
    void work(WorkItem item);

    void publish(Job job);

    /** Readers are to forget the job, which has ended. */
    void forget(JobId id);

    /** Nobody needs these payloads any more, which this job was the last to name. */
    void discard(String job, List<String> keys);

    void deadLetter(LetterKey key, DeadLetter letter);

    /** Nobody can run a dead letter's jobs again any more. */
    void burn(LetterKey letter);

    /** Nobody waits for a flight any more. */
    void withdraw(InTheAir flight, long now);
}
