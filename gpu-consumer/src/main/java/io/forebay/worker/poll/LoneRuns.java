package io.forebay.worker.poll;

import org.apache.kafka.common.TopicPartition;

/**
 * Which records of a lane are run alone, for whoever gets them next: a record that comes again and
 * is still noted took its worker along. Confined to the poll thread.
 */
public interface LoneRuns {

    /**
     * How many runs of this record alone were noted, and the notes not taken back.
     *
     * @throws org.apache.kafka.common.KafkaException when that cannot be found out
     */
    int noted(TopicPartition partition, long offset);

    /**
     * Returns when every worker can know how many runs of this record alone have begun, the one
     * that begins now with them. The count of those before takes a note back: the run was never
     * begun, or it ends with its worker alive.
     *
     * @throws org.apache.kafka.common.KafkaException when that cannot be told
     */
    void note(TopicPartition partition, long offset, int runs);
}
