package io.forebay.worker;

import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Lane;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** This worker's connections to Kafka; whoever asks for one closes it. */
interface Clients {

    /** Creates the topics that are missing. */
    void ensure(Collection<Topic<?, ?>> topics);

    /** A member of the group of a model's lane. */
    Consumer<byte[], byte[]> lane(String model, Lane lane);

    /** A reader of whole topics, in no group. */
    Consumer<byte[], byte[]> reader();

    Producer<byte[], Completion> producer();
}
