package io.forebay.ingest.http;

import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.webhook.DeliveryWriter;
import io.forebay.results.reader.DeliveryReader;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.problem.ProblemCode;
import java.time.Duration;

/** {@code GET /v1/batches/{id}/deliveries}: whom the batch was told, and whether it arrived. */
record BatchDeliveriesEndpoint(BatchEndpoints batches, DeliveryReader reader) implements Endpoint {

    private static final Duration RETRY = Duration.ofSeconds(1);

    @Override
    public Answer answer(Call call) {
        BatchId id = new BatchId(batches.batch(call).getBatchId());
        return switch (reader.deliveries(id)) {
            case DeliveryReader.Deliveries.Found found ->
                    Answer.json(200, out -> DeliveryWriter.list(out, found.attempts()));
            case DeliveryReader.Deliveries.Unavailable(String reason) ->
                    throw Refusal.of(ProblemCode.VIEW_UNAVAILABLE, reason)
                            .retryAfter(RETRY)
                            .toException();
        };
    }
}
