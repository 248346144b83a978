package io.forebay.dispatcher.retry;

import io.forebay.schemas.wire.WorkItem;
import java.util.function.Consumer;

/** Work that waits for its time, with its payload. Confined to the partition's thread. */
public interface HeldWork {

    /** Keeps work until then, in epoch milliseconds. */
    void hold(long dueAt, WorkItem item);

    /** Hands out work that is due, the earliest first, and forgets it. */
    void release(long now, int most, Consumer<WorkItem> receiver);

    /** When work is next due; {@link Long#MAX_VALUE} when none is held. */
    long nextDue();
}
