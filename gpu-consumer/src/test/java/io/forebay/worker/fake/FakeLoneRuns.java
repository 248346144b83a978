package io.forebay.worker.fake;

import io.forebay.worker.poll.LoneRuns;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Notes of runs alone without brokers, of one partition. Safe for use by several threads. */
public final class FakeLoneRuns implements LoneRuns {

    private final Set<Long> offsets = new HashSet<>();
    private boolean failing;

    @Override
    public synchronized boolean isNoted(TopicPartition partition, long offset) {
        return offsets.contains(offset);
    }

    @Override
    public synchronized void note(TopicPartition partition, long offset) {
        if (failing) {
            throw new KafkaException("no");
        }
        offsets.add(offset);
    }

    @Override
    public synchronized void forget(TopicPartition partition, long offset) {
        offsets.remove(offset);
    }

    /** Whether nothing can be noted from now on. */
    public synchronized void fail(boolean fails) {
        failing = fails;
    }

    /** What is noted. */
    public synchronized Set<Long> offsets() {
        return Set.copyOf(offsets);
    }
}
