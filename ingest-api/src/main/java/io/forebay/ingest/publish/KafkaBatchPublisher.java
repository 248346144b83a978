package io.forebay.ingest.publish;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.BatchEvent;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends by one idempotent Kafka producer, which it does not own.
 *
 * @param partitions of the topics keyed by flight, which this one has as well
 * @param timeout after which an append is given up
 */
public record KafkaBatchPublisher(
        Producer<String, BatchEvent> producer, int partitions, Duration timeout)
        implements BatchPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchPublisher.class);

    @Override
    public Publisher.Outcome send(BatchEvent event) {
        int partition = new BatchId(event.getBatchId()).route().partition(partitions);
        try {
            var _ =
                    producer.send(
                                    new ProducerRecord<>(
                                            Topics.BATCHES.name(),
                                            partition,
                                            event.getBatchId(),
                                            event))
                            .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Publisher.Outcome.Acknowledged();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(e);
        }
    }

    private static Publisher.Outcome failed(Exception e) {
        LOG.atWarn().addKeyValue("cause", e).log("an event of a batch was not acknowledged");
        return new Publisher.Outcome.Unavailable("the queue did not acknowledge the lines in time");
    }
}
