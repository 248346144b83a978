package io.forebay.worker.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Copies that wait, as many as there is room for. Not safe for use by several threads. */
final class ShadowLine {

    /** Both are beside what the lanes have in hand. */
    static final int MOST_COPIES = 64;

    static final long MOST_BYTES = 16 * 1024 * 1024;

    private final Deque<ShadowCopy> waiting = new ArrayDeque<>();
    private long bytes;

    /** Takes it in; false when there is no room. */
    boolean offer(ShadowCopy copy) {
        boolean room = waiting.size() < MOST_COPIES && bytes + copy.bytes() <= MOST_BYTES;
        if (room) {
            waiting.addLast(copy);
            bytes += copy.bytes();
        }
        return room;
    }

    Optional<ShadowCopy> poll() {
        Optional<ShadowCopy> first = Optional.ofNullable(waiting.pollFirst());
        first.ifPresent(copy -> bytes -= copy.bytes());
        return first;
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }
}
