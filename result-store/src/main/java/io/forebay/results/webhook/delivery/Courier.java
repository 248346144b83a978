package io.forebay.results.webhook.delivery;

import io.forebay.results.webhook.retry.Result;
import io.forebay.results.webhook.send.Sender;
import io.forebay.results.webhook.signing.Signatures;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.wire.DeliveryOrder;
import io.opentelemetry.api.trace.Span;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt. Safe for use by several threads. */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final long MILLIS = 1000;

    private final Sender sender;
    private final EventBody body;
    private final CallSpans spans;
    private final InstantSource clock;

    Courier(Sender sender, EventBody body, CallSpans spans, InstantSource clock) {
        this.sender = sender;
        this.body = body;
        this.spans = spans;
        this.clock = clock;
    }

    Result call(Delivery delivery, Receivers.Found.Ready receiver) {
        DeliveryOrder order = delivery.order();
        Span span = spans.begin(delivery, receiver.url());
        Result result = call(order, receiver, spans.traceparent(span, order));
        spans.end(span, result);
        return result;
    }

    private Result call(DeliveryOrder order, Receivers.Found.Ready receiver, String traceparent) {
        try {
            byte[] content = body.of(order);
            long timestamp = clock.millis() / MILLIS;
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("webhook-id", order.getId());
            headers.put("webhook-timestamp", Long.toString(timestamp));
            headers.put(
                    "webhook-signature",
                    Signatures.header(receiver.keys().get(), order.getId(), timestamp, content));
            if (!traceparent.isEmpty()) {
                headers.put("traceparent", traceparent);
            }
            return sender.post(receiver.url(), headers, content);
        } catch (PayloadStoreException e) {
            Subject.log(LOG.atWarn(), order).setCause(e).log("no outputs");
            return new Result.Failed("the outputs of the job could not be read");
        } catch (IllegalStateException e) {
            Subject.log(LOG.atError(), order).setCause(e).log("not signed");
            return new Result.Failed("the delivery could not be signed");
        }
    }
}
