package io.forebay.schemas.id;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A job's name and routing slip: {@code job_} and 40 lower-case base32 characters that hold its
 * creation time, the {@link Route} of its flight, 8 bytes that make it unique, and a MAC that only
 * the server can make. Opaque to clients.
 *
 * <p>A {@code JobId} that exists is well formed; whether it is genuine, and whose, only {@link
 * JobIdMint#isGenuine} can say.
 *
 * @param text the whole id
 */
public record JobId(String text) {

    /** What every id begins with. */
    public static final String PREFIX = "job_";

    static final int TIME_BYTES = 6;
    static final int UNIQUE_BYTES = 8;
    static final int MAC_BYTES = 7;
    static final int BODY_BYTES = TIME_BYTES + Integer.BYTES + UNIQUE_BYTES;
    static final int BYTES = BODY_BYTES + MAC_BYTES;

    public JobId {
        if (decode(text).isEmpty()) {
            throw new IllegalArgumentException("not a job id: " + abbreviated(text));
        }
    }

    /** The id that a client sent, if it is one by its form. */
    public static Optional<JobId> parse(String text) {
        return decode(text).isPresent() ? Optional.of(new JobId(text)) : Optional.empty();
    }

    static JobId of(byte[] bytes) {
        return new JobId(PREFIX + Base32.encode(bytes));
    }

    /** When the job was created; for an idempotent job, the start of its key's window. */
    public Instant createdAt() {
        ByteBuffer bytes = ByteBuffer.wrap(bytes());
        return Instant.ofEpochMilli(
                Short.toUnsignedLong(bytes.getShort()) << 32
                        | Integer.toUnsignedLong(bytes.getInt()));
    }

    /**
     * Whether the client was given the result with the id. Such a job is never queued: a reader
     * that finds no record of it yet has to say that it cannot know.
     */
    public boolean isAnswered() {
        return bytes()[TIME_BYTES + Integer.BYTES] < 0;
    }

    public Route route() {
        return new Route(ByteBuffer.wrap(bytes()).getInt(TIME_BYTES));
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
                ? Base32.decode(text.substring(PREFIX.length()), BYTES)
                : Optional.empty();
    }

    private static String abbreviated(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "...";
    }
}
