package io.forebay.ingest.cursor;

import io.forebay.results.reader.FeedPosition;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in a tenant's feed.
 *
 * @param completeUntil jobs that ended before this were read; Unix epoch milliseconds
 */
public record FeedCursor(FeedPosition position, long completeUntil) {

    private static final String LIST = "feed";
    private static final byte FORMAT = 1;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int MOST_PARTITIONS = 65_536;

    public String text(CursorSeal seal, String tenant) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(FORMAT);
        writeNumber(body, completeUntil);
        writeNumber(body, position.next().size());
        position.next().forEach(offset -> writeNumber(body, offset));
        return seal.seal(LIST, tenant, body.toByteArray());
    }

    /** Empty when the text is no cursor of this tenant's feed. */
    public static Optional<FeedCursor> parse(CursorSeal seal, String tenant, String text) {
        return seal.open(LIST, tenant, text).flatMap(FeedCursor::parse);
    }

    /**
     * Whether jobs may have left the feed behind this place: it is as old as the retention, less a
     * margin for what was under way when it was given.
     */
    public boolean isExpired(Duration retention, Instant now) {
        Duration margin = retention.dividedBy(24);
        return Instant.ofEpochMilli(completeUntil).plus(retention).minus(margin).isBefore(now);
    }

    private static Optional<FeedCursor> parse(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        try {
            if (in.get() != FORMAT) {
                return Optional.empty();
            }
            long completeUntil = readNumber(in);
            long partitions = readNumber(in);
            if (partitions < 1 || partitions > MOST_PARTITIONS) {
                return Optional.empty();
            }
            List<Long> next = new ArrayList<>();
            for (long partition = 0; partition < partitions; partition++) {
                next.add(readNumber(in));
            }
            return Optional.of(new FeedCursor(new FeedPosition(next), completeUntil));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** Base 128, low digits first. */
    private static void writeNumber(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest > SEVEN_BITS) {
            out.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long readNumber(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            int digit = in.get();
            number |= (long) (digit & SEVEN_BITS) << shift;
            if ((digit & MORE) == 0) {
                return number;
            }
        }
        throw new BufferUnderflowException();
    }
}
