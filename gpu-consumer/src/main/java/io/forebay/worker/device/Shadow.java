package io.forebay.worker.device;

import com.google.protobuf.ByteString;
import io.forebay.worker.attempt.Attempt;
import java.nio.ByteBuffer;

/**
 * A version that runs copies of what other versions have answered.
 *
 * @param percent of the flights that landed, 1 to 100
 */
public record Shadow(String version, ByteString digest, int percent) {

    private static final int WHOLE = 100;

    /**
     * Whether it runs a copy of what another version ran: the same for every attempt of a flight.
     * Not by the key's first bytes, which chose partitions.
     */
    boolean takes(Attempt attempt) {
        if (attempt.item().getModel().getDigest().equals(digest)) {
            return false;
        }
        int place = ByteBuffer.wrap(attempt.flight().toByteArray()).getInt(Integer.BYTES);
        return (Integer.toUnsignedLong(place) * WHOLE) >>> Integer.SIZE < percent;
    }
}
