package io.forebay.worker.batch;

import java.util.HashMap;
import java.util.Map;

/**
 * Whose turn it is: start-time fair queueing (Goyal, Vin and Cheng, 1996), each tenant weighing the
 * same. Who had the least has the next turn; who comes back has missed nothing and is owed nothing.
 * Not safe for use by several threads.
 */
public final class Turns {

    private static final int MOST_REMEMBERED = 1_000;

    private final Map<String, Long> had = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private long now;

    /** Something of a tenant begins to wait. */
    public void comes(String tenant) {
        if (waiting.merge(tenant, 1, Integer::sum) == 1) {
            had.merge(tenant, now, Math::max);
        }
    }

    /** Something of a tenant waits no more, and is not served either. */
    public void goes(String tenant) {
        waiting.computeIfPresent(tenant, (who, n) -> n == 1 ? null : n - 1);
        forget(tenant);
    }

    /** Something of a tenant is served. */
    public void served(String tenant, int rows) {
        long start = of(tenant);
        now = Math.max(now, start);
        had.put(tenant, start + rows);
        goes(tenant);
    }

    /** What was served is not, after all, and waits again. */
    public void takesBack(String tenant, int rows) {
        had.put(tenant, of(tenant) - rows);
        comes(tenant);
    }

    /** What a tenant has had, in rows: the least has the next turn. */
    public long of(String tenant) {
        return Math.max(had.getOrDefault(tenant, now), 0);
    }

    /** Who waits for nothing and is not ahead of the others is as good as new. */
    private void forget(String tenant) {
        if (!waiting.containsKey(tenant)) {
            had.computeIfPresent(tenant, (who, rows) -> rows <= now ? null : rows);
            if (had.size() > 2 * waiting.size() + MOST_REMEMBERED) {
                had.keySet().retainAll(waiting.keySet());
            }
        }
    }
}
