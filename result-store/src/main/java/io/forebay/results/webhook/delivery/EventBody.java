package io.forebay.results.webhook.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.forebay.schemas.document.BatchWriter;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Times;
import io.forebay.schemas.wire.DeliveryOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The body of a webhook: {@code type}, {@code timestamp} and {@code data}, which is the job or the
 * batch as a poll shows it. The same bytes at every attempt.
 */
record EventBody(JobWriter jobs, BatchWriter batches) {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

    /**
     * @throws io.forebay.schemas.payload.PayloadStoreException when the outputs cannot be had now
     */
    byte[] of(DeliveryOrder order) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = JSON.createGenerator(body)) {
            out.writeStartObject();
            out.writeStringField("type", order.getEvent());
            out.writeStringField("timestamp", Times.text(order.getHappenedAt()));
            out.writeFieldName("data");
            if (order.hasBatch()) {
                batches.write(out, order.getBatch());
            } else {
                jobs.write(out, order.getJob());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes every byte", e);
        }
        return body.toByteArray();
    }
}
