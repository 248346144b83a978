package io.forebay.dispatcher.streams;

import static java.util.Objects.requireNonNull;

import io.forebay.dispatcher.meter.DispatcherMeters;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over records that are no message of the contract: no job can be told of them, and to stop
 * at one would stop all jobs of the partition. Kafka Streams makes one per thread.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecords.class);

    private @Nullable DispatcherMeters meters;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception e) {
        requireNonNull(meters).unreadable();
        LOG.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .setCause(e)
                .log("passed over a record that cannot be read");
        return Response.resume();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        meters = (DispatcherMeters) configs.get(StreamsProperties.METERS);
    }
}
