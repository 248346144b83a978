package io.forebay.dispatcher.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records in a row: two bytes of length, whose highest bit says which of two topics, and bytes. */
final class Frames {

    private static final int MOST = 16;

    private Frames() {}

    @SuppressWarnings("ArrayRecordComponent") // only carried
    record Frame(boolean second, byte[] bytes) {}

    static List<Frame> of(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        int at = 0;
        while (at + 2 <= bytes.length && frames.size() < MOST) {
            int head = Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
            int end = Math.min(bytes.length, at + 2 + (head & 0x7fff));
            frames.add(new Frame(head > 0x7fff, Arrays.copyOfRange(bytes, at + 2, end)));
            at = end;
        }
        return frames;
    }
}
