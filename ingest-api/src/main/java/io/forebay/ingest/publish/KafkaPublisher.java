package io.forebay.ingest.publish;

import io.forebay.schemas.id.Route;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.JobEvent;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends by one idempotent Kafka producer, which it does not own. Safe for use by several threads.
 */
public final class KafkaPublisher implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

    private final Producer<byte[], JobEvent> producer;
    private final int partitions;
    private final Duration timeout;
    private final Timings timings;

    /** How long appends took, by outcome. */
    public record Timings(Timer acknowledged, Timer unavailable) {}

    /**
     * @param partitions of the topics keyed by flight
     * @param timeout after which an append is given up
     */
    public KafkaPublisher(
            Producer<byte[], JobEvent> producer,
            int partitions,
            Duration timeout,
            Timings timings) {
        this.producer = producer;
        this.partitions = partitions;
        this.timeout = timeout;
        this.timings = timings;
    }

    @Override
    public Pending send(Route route, byte[] key, JobEvent event) {
        long started = System.nanoTime();
        ProducerRecord<byte[], JobEvent> record =
                new ProducerRecord<>(
                        Topics.JOBS.name(), route.partition(partitions), null, key, event);
        CloudEvent.describe(event, record.headers());
        try {
            Future<RecordMetadata> sent = producer.send(record);
            return () -> await(sent, started);
        } catch (KafkaException | IllegalStateException e) {
            return () -> failed(e, started);
        }
    }

    private Outcome await(Future<RecordMetadata> sent, long started) {
        try {
            sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            timings.acknowledged().record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            return new Outcome.Acknowledged();
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), started);
        } catch (TimeoutException e) {
            return failed(e, started);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(e, started);
        }
    }

    private Outcome failed(Throwable cause, long started) {
        timings.unavailable().record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        // One line each: while the brokers are away there is one for every request.
        LOG.atWarn().addKeyValue("cause", cause).log("an event was not acknowledged");
        return new Outcome.Unavailable("the queue did not acknowledge the job in time");
    }
}
