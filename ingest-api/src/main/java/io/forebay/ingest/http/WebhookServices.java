package io.forebay.ingest.http;

import io.forebay.ingest.publish.Notices;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.ingest.webhook.EndpointBook;
import io.forebay.ingest.webhook.WebhookConfig;
import io.forebay.results.reader.DeliveryReader;
import io.forebay.schemas.webhook.Endpoints;
import java.util.Optional;

/**
 * What the routes of webhooks work with.
 *
 * @param book empty where there are no webhooks
 */
public record WebhookServices(
        WebhookConfig config,
        CallbackRules rules,
        Optional<EndpointBook> book,
        Endpoints endpoints,
        Notices notices,
        DeliveryReader deliveries) {}
