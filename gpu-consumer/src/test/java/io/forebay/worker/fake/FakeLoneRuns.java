package io.forebay.worker.fake;

import io.forebay.worker.poll.LoneRuns;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Notes of runs alone without brokers, of one partition. Safe for use by several threads. */
public final class FakeLoneRuns implements LoneRuns {

    private final Map<Long, Integer> runs = new HashMap<>();
    private boolean failing;

    @Override
    public synchronized int noted(TopicPartition partition, long offset) {
        return runs.getOrDefault(offset, 0);
    }

    @Override
    public synchronized void note(TopicPartition partition, long offset, int times) {
        if (failing) {
            throw new KafkaException("no");
        }
        if (times == 0) {
            runs.remove(offset);
        } else {
            runs.put(offset, times);
        }
    }

    /** Whether nothing can be noted from now on. */
    public synchronized void fail(boolean fails) {
        failing = fails;
    }

    /** What is noted. */
    public synchronized Set<Long> offsets() {
        return Set.copyOf(runs.keySet());
    }
}
