package io.forebay.results.webhook.delivery;

import io.forebay.results.webhook.retry.Result;
import io.forebay.results.webhook.send.Sender;
import io.forebay.results.webhook.signing.Signatures;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.wire.DeliveryOrder;
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
    private final InstantSource clock;

    Courier(Sender sender, EventBody body, InstantSource clock) {
        this.sender = sender;
        this.body = body;
        this.clock = clock;
    }

    Result call(DeliveryOrder order, Receivers.Found.Ready receiver) {
        try {
            byte[] content = body.of(order);
            long timestamp = clock.millis() / MILLIS;
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("webhook-id", order.getId());
            headers.put("webhook-timestamp", Long.toString(timestamp));
            headers.put(
                    "webhook-signature",
                    Signatures.header(receiver.keys().get(), order.getId(), timestamp, content));
            if (!order.getJob().getTraceparent().isEmpty()) {
                headers.put("traceparent", order.getJob().getTraceparent());
            }
            return sender.post(receiver.url(), headers, content);
        } catch (PayloadStoreException e) {
            LOG.atWarn().addKeyValue("delivery", order.getId()).setCause(e).log("no outputs");
            return new Result.Failed("the outputs of the job could not be read");
        } catch (IllegalStateException e) {
            LOG.atError().addKeyValue("delivery", order.getId()).setCause(e).log("not signed");
            return new Result.Failed("the delivery could not be signed");
        }
    }
}
