package io.forebay.ingest.publish;

import io.forebay.schemas.id.Route;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.JobLog;
import io.forebay.schemas.trace.Tracing;
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
    private final Tracing tracing;
    private final SendSpans spans;
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
            Tracing tracing,
            Timings timings) {
        this.producer = producer;
        this.partitions = partitions;
        this.timeout = timeout;
        this.tracing = tracing;
        this.spans = new SendSpans(tracing);
        this.timings = timings;
    }

    @Override
    public Pending send(Route route, byte[] key, JobEvent event) {
        long started = System.nanoTime();
        int partition = route.partition(partitions);
        SendSpans.Begun begun = spans.begin(event, partition);
        ProducerRecord<byte[], JobEvent> record =
                new ProducerRecord<>(Topics.JOBS.name(), partition, null, key, begun.event());
        CloudEvent.describe(begun.event(), record.headers());
        Sending sending = new Sending(begun, started);
        try {
            Future<RecordMetadata> sent = producer.send(record);
            return () -> await(sent, sending);
        } catch (KafkaException | IllegalStateException e) {
            return () -> failed(e, sending);
        }
    }

    /**
     * An append under way.
     *
     * @param started by {@link System#nanoTime}
     */
    private record Sending(SendSpans.Begun begun, long started) {

        String traceparent() {
            return begun.event().getSubmission().getTraceparent();
        }
    }

    private Outcome await(Future<RecordMetadata> sent, Sending sending) {
        try {
            RecordMetadata where = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            record(timings.acknowledged(), sending);
            sending.begun().acknowledged(where.offset());
            return new Outcome.Acknowledged();
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), sending);
        } catch (TimeoutException e) {
            return failed(e, sending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(e, sending);
        }
    }

    private Outcome failed(Throwable cause, Sending sending) {
        record(timings.unavailable(), sending);
        sending.begun().failed(cause);
        // One line each: while the brokers are away there is one for every request.
        JobLog.of(
                        LOG.atWarn().addKeyValue("cause", cause),
                        SendSpans.jobId(sending.begun().event()),
                        sending.traceparent())
                .log("an event was not acknowledged");
        return new Outcome.Unavailable("the queue did not acknowledge the job in time");
    }

    private void record(Timer timer, Sending sending) {
        try (Tracing.Recording _ = tracing.recording(sending.traceparent())) {
            timer.record(System.nanoTime() - sending.started(), TimeUnit.NANOSECONDS);
        }
    }
}
