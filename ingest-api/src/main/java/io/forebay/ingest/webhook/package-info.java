/**
 * What tenants say of their webhooks: {@link io.forebay.ingest.webhook.EndpointBook} keeps
 * endpoints, {@link io.forebay.ingest.webhook.CallbackRules} checks the callbacks of single jobs.
 */
@NullMarked
package io.forebay.ingest.webhook;

import org.jspecify.annotations.NullMarked;
