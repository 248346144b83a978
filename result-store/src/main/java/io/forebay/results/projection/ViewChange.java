package io.forebay.results.projection;

import com.google.protobuf.ByteString;

/** What becomes of one key of the view. */
sealed interface ViewChange {

    String key();

    /**
     * It holds this.
     *
     * @param expiresAt Unix epoch milliseconds
     */
    record Put(String key, ByteString value, long expiresAt) implements ViewChange {}

    /** It goes. */
    record Remove(String key) implements ViewChange {}
}
