package io.forebay.worker.poll;

/** How much of a lane is in hand. Confined to the poll thread. */
final class Lookahead {

    private final int maxItems;
    private final long maxBytes;
    private int items;
    private long bytes;
    private boolean closed;

    Lookahead(int maxItems, long maxBytes) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
    }

    void take(long weight) {
        items++;
        bytes += weight;
    }

    void release(long weight) {
        items--;
        bytes -= weight;
    }

    /** Whether a partition has less in hand than its share of a lane of so many partitions. */
    boolean hasRoom(Claim claim, int partitions) {
        return claim.items() < Math.max(1, maxItems / partitions)
                && claim.bytes() < Math.max(1, maxBytes / partitions);
    }

    int items() {
        return items;
    }

    /** True from full down to half full. */
    boolean isClosed() {
        if (items >= maxItems || bytes >= maxBytes) {
            closed = true;
        } else if (items <= maxItems / 2 && bytes <= maxBytes / 2) {
            closed = false;
        }
        return closed;
    }
}
