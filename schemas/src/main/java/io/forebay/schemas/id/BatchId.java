package io.forebay.schemas.id;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A batch's name: {@code batch_} and 40 lower-case base32 characters of the same form as a {@link
 * JobId}'s. Its route is where everything about the batch meets. Opaque to clients.
 *
 * @param text the whole id
 */
public record BatchId(String text) {

    static final String PREFIX = "batch_";

    public BatchId {
        if (decode(text).isEmpty()) {
            throw new IllegalArgumentException("not a batch id: " + text);
        }
    }

    /** The id that a client sent, if it is one by its form. */
    public static Optional<BatchId> parse(String text) {
        return decode(text).isPresent() ? Optional.of(new BatchId(text)) : Optional.empty();
    }

    static BatchId of(byte[] bytes) {
        return new BatchId(PREFIX + Base32.encode(bytes));
    }

    public Instant createdAt() {
        ByteBuffer bytes = ByteBuffer.wrap(bytes());
        return Instant.ofEpochMilli(
                Short.toUnsignedLong(bytes.getShort()) << 32
                        | Integer.toUnsignedLong(bytes.getInt()));
    }

    public Route route() {
        return new Route(ByteBuffer.wrap(bytes()).getInt(JobId.TIME_BYTES));
    }

    byte[] bytes() {
        return decode(text).orElseThrow();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Optional<byte[]> decode(String text) {
        return text.startsWith(PREFIX)
                ? Base32.decode(text.substring(PREFIX.length()), JobId.BYTES)
                : Optional.empty();
    }
}
