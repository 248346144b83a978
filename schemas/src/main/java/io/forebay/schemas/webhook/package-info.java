/**
 * What those who keep endpoints and those who call them must agree on: {@link
 * io.forebay.schemas.webhook.TargetPolicy} says where calls may go, {@link
 * io.forebay.schemas.webhook.EndpointFollower} knows the endpoints, {@link
 * io.forebay.schemas.webhook.SecretSeal} keeps their secrets.
 */
@NullMarked
package io.forebay.schemas.webhook;

import org.jspecify.annotations.NullMarked;
