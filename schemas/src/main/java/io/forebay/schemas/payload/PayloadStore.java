package io.forebay.schemas.payload;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.PayloadRef;
import java.time.Instant;

/**
 * The claim check: keeps payloads too large for a Kafka record. Implementations are safe for use by
 * several threads, and a payload that was put is durable when {@link #put} returns.
 */
public interface PayloadStore extends AutoCloseable {

    /**
     * Keeps a payload under a key made of {@code [a-zA-Z0-9._-]} and {@code /}; the same key again
     * replaces it.
     *
     * @throws PayloadStoreException when it cannot be kept
     */
    PayloadRef put(String key, ByteString payload);

    /**
     * The payload, checked against its digest.
     *
     * @throws PayloadStoreException when it is not there, or not what was put
     */
    ByteString get(PayloadRef ref);

    /**
     * What was put last under a key, for whoever has no digest of it.
     *
     * @throws PayloadStoreException when it is not there
     */
    default ByteString find(String key) {
        throw new PayloadStoreException("this store finds no payload by its key alone: " + key);
    }

    /** Removes a payload; nothing happens when it is not there. */
    void delete(String key);

    /**
     * Removes what lies in a folder and was put last before a time.
     *
     * @param folder the first part of the keys, such as {@code inputs}
     * @return how many there were
     * @throws PayloadStoreException when the store cannot be asked; some may be gone then
     */
    default long sweep(String folder, Instant before) {
        throw new PayloadStoreException("this store is not swept: " + folder);
    }

    @Override
    default void close() {
        // Most hold nothing.
    }
}
