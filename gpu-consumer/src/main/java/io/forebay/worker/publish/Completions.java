package io.forebay.worker.publish;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.JobLog;
import io.forebay.schemas.wire.Completion;
import io.forebay.worker.health.Health;
import io.forebay.worker.meter.WorkerMeters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends completions until they are acknowledged. Safe for use by several threads. */
public final class Completions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    /** Each failure comes after the producer's own retries (delivery.timeout.ms). */
    static final int MAX_FAILURES = 3;

    private static final String TRACEPARENT = "traceparent";
    private static final Duration RESEND_AFTER = Duration.ofSeconds(1);

    private final Producer<byte[], Completion> producer;
    private final int partitions;
    private final ScheduledExecutorService resends;
    private final Health health;
    private final WorkerMeters meters;
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * @param partitions of the completions topic
     * @param resends runs sends that are repeated
     */
    public Completions(
            Producer<byte[], Completion> producer,
            int partitions,
            ScheduledExecutorService resends,
            Health health,
            WorkerMeters meters) {
        this.producer = producer;
        this.partitions = partitions;
        this.resends = resends;
        this.health = health;
        this.meters = meters;
    }

    /**
     * @param traceparent W3C trace context, or empty
     * @param onAcknowledged called on the producer's thread; never before all in-sync replicas have
     *     the completion
     */
    void send(
            FlightKey flight, Completion completion, String traceparent, Runnable onAcknowledged) {
        ProducerRecord<byte[], Completion> message =
                new ProducerRecord<>(
                        Topics.COMPLETIONS.name(),
                        flight.route().partition(partitions),
                        flight.toByteArray(),
                        completion);
        if (!traceparent.isEmpty()) {
            message.headers().add(TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        send(message, onAcknowledged);
    }

    /** Sends what is buffered; returns when it is acknowledged or has failed. */
    public void flush() {
        producer.flush();
    }

    /** Gives what is buffered up to this time to be acknowledged. */
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(ProducerRecord<byte[], Completion> message, Runnable onAcknowledged) {
        try {
            var _ =
                    producer.send(
                            message, (metadata, failure) -> sent(message, onAcknowledged, failure));
        } catch (KafkaException | IllegalStateException e) {
            sent(message, onAcknowledged, e);
        }
    }

    private static String traceparent(ProducerRecord<byte[], Completion> message) {
        Header header = message.headers().lastHeader(TRACEPARENT);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void sent(
            ProducerRecord<byte[], Completion> message,
            Runnable onAcknowledged,
            @Nullable Exception failure) {
        if (failure == null) {
            if (failures.getAndSet(0) > 0) {
                health.troubled(false);
            }
            onAcknowledged.run();
            return;
        }
        meters.publishFailed();
        health.troubled(true);
        JobLog.of(LOG.atError(), message.value().getFlightId(), traceparent(message))
                .setCause(failure)
                .log("a completion could not be sent");
        if (!(failure instanceof RetriableException)
                || failures.incrementAndGet() >= MAX_FAILURES) {
            // Its offset stays uncommitted: whoever takes the work over will run it again.
            health.fatal("completions cannot be sent", failure);
            return;
        }
        var _ =
                resends.schedule(
                        () -> send(message, onAcknowledged),
                        RESEND_AFTER.toMillis(),
                        TimeUnit.MILLISECONDS);
    }
}
