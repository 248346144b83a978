package io.forebay.worker;

import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.poll.LoneRuns;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;

/** This worker's connections to Kafka; whoever asks for one closes it. */
interface Clients {

    /** Creates the topics that are missing. */
    void ensure(Collection<Topic<?, ?>> topics);

    /** A member of the group of a model's lane. */
    Consumer<byte[], byte[]> lane(String model, Lane lane);

    /**
     * A member of the share group of a model's lane, which is set up as it is to be.
     *
     * @param maxPollRecords the most that it takes at once
     * @param member its number in this worker
     */
    ShareConsumer<byte[], byte[]> share(String model, Lane lane, int maxPollRecords, int member);

    /** What became of runs alone in the share group of a model's lane. */
    LoneRuns loneRuns(String model, Lane lane);

    /** A reader of whole topics, in no group. */
    Consumer<byte[], byte[]> reader();

    Producer<byte[], Completion> producer();
}
