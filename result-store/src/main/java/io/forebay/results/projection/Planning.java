package io.forebay.results.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns records into chunks of changes. */
@FunctionalInterface
interface Planning {

    /**
     * @param records of one partition, in log order
     */
    List<Chunk> plan(List<ConsumerRecord<String, byte[]>> records);
}
