package io.forebay.schemas.payload;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.Payload;

/**
 * Puts payloads inline or into the store, by size, and gets them back. Safe for use by several
 * threads.
 *
 * @param store where the large ones go
 * @param inlineLimit bytes up to which a payload travels in its Kafka record
 */
public record Payloads(PayloadStore store, int inlineLimit) {

    /** Inputs up to this size travel inline: the broker's default 1 MiB stays usable. */
    public static final int INPUT_INLINE_LIMIT = 256 * 1024;

    /**
     * Outputs up to this size travel inline: each also sits in Redis and in the dispatcher's cache.
     */
    public static final int OUTPUT_INLINE_LIMIT = 64 * 1024;

    /**
     * @param key where the payload goes when it is too large to travel inline
     */
    public Payload wrap(String key, ByteString payload) {
        return payload.size() <= inlineLimit
                ? Payload.newBuilder().setInline(payload).build()
                : Payload.newBuilder().setRef(store.put(key, payload)).build();
    }

    /**
     * The payload's bytes.
     *
     * @throws PayloadStoreException when they cannot be had
     */
    public ByteString unwrap(Payload payload) {
        return switch (payload.getWhereCase()) {
            case INLINE -> payload.getInline();
            case REF -> store.get(payload.getRef());
            case WHERE_NOT_SET -> ByteString.EMPTY;
        };
    }
}
