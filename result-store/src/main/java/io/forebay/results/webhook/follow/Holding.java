package io.forebay.results.webhook.follow;

import io.forebay.results.webhook.delivery.Share;
import io.forebay.schemas.wire.DeliveryEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One partition in this process's hands. Confined to the loop's thread, but for its tracker.
 *
 * <p>First it is restored: the entries of {@code forebay.deliveries} up to where they ended when it
 * was taken over. Until then no state of a job is looked at.
 */
final class Holding {

    final Share share;
    private OptionalLong restoreTo = OptionalLong.empty();
    private final Map<String, Entry> restoring = new LinkedHashMap<>();
    private boolean restored;
    private @Nullable OffsetTracker tracker;
    private @Nullable OffsetTracker batches;

    /** An entry and its place. */
    record Entry(String key, DeliveryEntry value, long offset) {}

    Holding(Share share) {
        this.share = share;
    }

    /** Whether it is not known yet how far there is to restore. */
    boolean isUnbounded() {
        return restoreTo.isEmpty();
    }

    /**
     * @param end where the entries ended after the partition was taken over
     */
    void restoreTo(long end) {
        restoreTo = OptionalLong.of(end);
    }

    boolean isRestored() {
        return restored;
    }

    void restore(Entry entry) {
        restoring.put(entry.key(), entry);
    }

    void removed(String key) {
        restoring.remove(key);
    }

    /** Everything that was found, once, when the position says that there is no more. */
    Optional<Map<String, Entry>> finish(long position) {
        if (restored || restoreTo.isEmpty() || position < restoreTo.getAsLong()) {
            return Optional.empty();
        }
        restored = true;
        Map<String, Entry> found = new LinkedHashMap<>(restoring);
        restoring.clear();
        return Optional.of(found);
    }

    /**
     * @param first offset that was read, if none was before
     */
    OffsetTracker tracker(long first) {
        OffsetTracker known = tracker;
        if (known == null) {
            known = new OffsetTracker(first);
            tracker = known;
        }
        return known;
    }

    /** The same for the states of batches. */
    OffsetTracker batches(long first) {
        OffsetTracker known = batches;
        if (known == null) {
            known = new OffsetTracker(first);
            batches = known;
        }
        return known;
    }

    Optional<Long> committableBatches() {
        return Optional.ofNullable(batches).map(OffsetTracker::committable);
    }

    Optional<Long> committable() {
        return Optional.ofNullable(tracker).map(OffsetTracker::committable);
    }
}
