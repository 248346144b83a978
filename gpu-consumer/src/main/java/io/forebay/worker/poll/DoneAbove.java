package io.forebay.worker.poll;

import java.util.Base64;
import java.util.BitSet;
import java.util.Optional;

/**
 * The offsets above a committed one that are done already, as the commit's metadata tells the next
 * owner of the partition.
 *
 * @param base the committed offset
 * @param done bit {@code i} stands for the offset {@code base + i}; not to be changed
 */
record DoneAbove(long base, BitSet done) {

    /**
     * Offsets that the metadata can tell of: in base64 and with its mark they take 4,002
     * characters, and a broker takes 4,096 ({@code offset.metadata.max.bytes}).
     */
    static final int MAX_BITS = 24_000;

    private static final String MARK = "1:";

    static DoneAbove nothing(long base) {
        return new DoneAbove(base, new BitSet());
    }

    boolean contains(long offset) {
        long index = offset - base;
        return index >= 0 && index < MAX_BITS && done.get((int) index);
    }

    /** One past the highest offset that is done; {@code base} when none is. */
    long end() {
        return base + done.length();
    }

    String encode() {
        return done.isEmpty()
                ? ""
                : MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(done.toByteArray());
    }

    /** Empty when the metadata is not ours. */
    static Optional<DoneAbove> decode(long base, String metadata) {
        if (metadata.isEmpty()) {
            return Optional.of(nothing(base));
        }
        if (!metadata.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            byte[] bits = Base64.getUrlDecoder().decode(metadata.substring(MARK.length()));
            return bits.length * Byte.SIZE > MAX_BITS
                    ? Optional.empty()
                    : Optional.of(new DoneAbove(base, BitSet.valueOf(bits)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
