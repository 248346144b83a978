package io.forebay.dispatcher.streams;

import static java.util.Objects.requireNonNull;

import io.forebay.dispatcher.meter.DispatcherMeters;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Never goes on without a record that could not be processed: jobs are accepted for good. Kafka
 * Streams makes one per thread.
 */
public final class UnprocessableRecords implements ProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnprocessableRecords.class);

    private @Nullable DispatcherMeters meters;

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception e) {
        requireNonNull(meters).unprocessable();
        LOG.atError()
                .addKeyValue("topic", context.topic())
                .addKeyValue("partition", context.partition())
                .addKeyValue("offset", context.offset())
                .setCause(e)
                .log("a record could not be processed; it will be tried again");
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        meters = (DispatcherMeters) configs.get(StreamsProperties.METERS);
    }
}
