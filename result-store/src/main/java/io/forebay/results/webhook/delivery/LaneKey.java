package io.forebay.results.webhook.delivery;

/**
 * What is kept apart from all others.
 *
 * @param authority host and port
 */
public record LaneKey(String tenant, String authority) {}
