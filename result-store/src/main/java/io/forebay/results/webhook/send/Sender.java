package io.forebay.results.webhook.send;

import io.forebay.results.webhook.retry.Result;
import io.forebay.schemas.webhook.CallbackUrl;
import java.util.Map;

/** Makes one call. Safe for use by several threads; calls block, so make them on virtual ones. */
@FunctionalInterface
public interface Sender {

    /**
     * Posts a body.
     *
     * @param headers beside those that every call has
     */
    Result post(CallbackUrl url, Map<String, String> headers, byte[] body);
}
