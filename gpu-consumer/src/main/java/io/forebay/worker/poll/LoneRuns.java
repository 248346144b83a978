package io.forebay.worker.poll;

import org.apache.kafka.common.TopicPartition;

/**
 * Which records of a lane are run alone, for whoever gets them next: a record that comes again and
 * is still noted took its worker along. Confined to the poll thread.
 */
public interface LoneRuns {

    /**
     * Whether a run of this record alone was noted and the note not taken back.
     *
     * @throws org.apache.kafka.common.KafkaException when that cannot be found out
     */
    boolean isNoted(TopicPartition partition, long offset);

    /**
     * Returns when every worker can know that a run of this record alone begins.
     *
     * @throws org.apache.kafka.common.KafkaException when that cannot be told
     */
    void note(TopicPartition partition, long offset);

    /**
     * Takes a note back: the run was never begun, or it ends with its worker alive.
     *
     * @throws org.apache.kafka.common.KafkaException when that cannot be told
     */
    void forget(TopicPartition partition, long offset);
}
