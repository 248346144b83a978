package io.forebay.ingest.protocol;

/** A request's body: the first {@code length} bytes of an array, which nobody changes any more. */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy per request would buy nothing.
public record RequestBody(byte[] bytes, int length) {}
