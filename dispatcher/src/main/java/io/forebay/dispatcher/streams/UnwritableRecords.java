package io.forebay.dispatcher.streams;

import static java.util.Objects.requireNonNull;

import io.forebay.dispatcher.meter.DispatcherMeters;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Never goes on without a record that could not be written: it is retried where that can help, and
 * else the transaction is aborted, and everything in it is processed again. Kafka Streams makes one
 * per thread.
 */
public final class UnwritableRecords implements ProductionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnwritableRecords.class);

    private @Nullable DispatcherMeters meters;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception e) {
        count(record.topic(), e);
        return e instanceof RetriableException ? Response.retry() : Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // as Kafka declares it
    public Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception e,
            SerializationExceptionOrigin origin) {
        count(record.topic(), e);
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        meters = (DispatcherMeters) configs.get(StreamsProperties.METERS);
    }

    private void count(String topic, Exception e) {
        requireNonNull(meters).unwritable();
        LOG.atError()
                .addKeyValue("topic", topic)
                .setCause(e)
                .log("a record could not be written; its transaction will be repeated");
    }
}
