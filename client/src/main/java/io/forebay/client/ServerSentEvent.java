package io.forebay.client;

/**
 * One event of a stream.
 *
 * @param id where the stream is to be taken up again; empty when the event has none
 * @param name the event's type, {@code message} unless it says otherwise
 */
public record ServerSentEvent(String id, String name, String data) {}
