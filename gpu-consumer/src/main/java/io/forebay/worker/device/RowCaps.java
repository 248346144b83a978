package io.forebay.worker.device;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many rows of each bucket fit into memory, as learned. Confined to the device thread. */
final class RowCaps {

    /** Shapes differ without end where a model takes any; the oldest lesson is learned again. */
    private static final int MAX_BUCKETS = 1_000;

    private final Map<Work.Bucket, Integer> caps =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Work.Bucket, Integer> eldest) {
                    return size() > MAX_BUCKETS;
                }
            };

    int of(Work.Bucket bucket) {
        return Math.min(bucket.model().maxRows(), caps.getOrDefault(bucket, Integer.MAX_VALUE));
    }

    /** So many rows were too many. */
    void tooMany(Work.Bucket bucket, int rows) {
        caps.merge(bucket, Math.max(1, rows / 2), Math::min);
    }
}
