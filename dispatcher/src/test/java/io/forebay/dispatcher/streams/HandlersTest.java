package io.forebay.dispatcher.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.dispatcher.meter.DispatcherMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

final class HandlersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<String, ?> configs =
            Map.of(StreamsProperties.METERS, new DispatcherMeters(registry));
    private final ErrorHandlerContext context =
            new DefaultErrorHandlerContext(
                    null, "jobs", 0, 7, null, "dispatch", new TaskId(0, 0), 0, null, null);

    @Test
    void neverGoesOnWithoutARecordThatCouldNotBeWritten() {
        UnwritableRecords handler = new UnwritableRecords();
        handler.configure(configs);
        var record = new ProducerRecord<>("forebay.job-states", new byte[0], new byte[0]);

        assertThat(handler.handleError(context, record, new RecordTooLargeException()).result())
                .isEqualTo(ProductionExceptionHandler.Result.FAIL);
        assertThat(handler.handleError(context, record, new TimeoutException()).result())
                .isEqualTo(ProductionExceptionHandler.Result.RETRY);
        assertThat(
                        handler.handleSerializationError(
                                        context,
                                        record,
                                        new IllegalStateException(),
                                        ProductionExceptionHandler.SerializationExceptionOrigin
                                                .VALUE)
                                .result())
                .isEqualTo(ProductionExceptionHandler.Result.FAIL);
        assertThat(count("unwritable")).isEqualTo(3);
    }

    @Test
    void neverGoesOnWithoutARecordThatCouldNotBeProcessed() {
        UnprocessableRecords handler = new UnprocessableRecords();
        handler.configure(configs);

        var response =
                handler.handleError(
                        context, new Record<>("k", "v", 0), new IllegalStateException("bug"));

        assertThat(response.result().name()).isEqualTo("FAIL");
        assertThat(count("unprocessable")).isEqualTo(1);
    }

    private double count(String outcome) {
        return registry.get("forebay.dispatcher.records").tag("outcome", outcome).counter().count();
    }
}
