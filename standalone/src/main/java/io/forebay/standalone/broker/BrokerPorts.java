package io.forebay.standalone.broker;

/**
 * Where the embedded broker listens on loopback.
 *
 * @param broker for clients
 * @param controller for itself
 */
public record BrokerPorts(int broker, int controller) {}
