package io.forebay.dispatcher.slot;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What lies in the partitions of one lane's topic. Confined to the partition's thread. */
final class Tide {

    /** A tenant that was heard so long ago is not waiting for others. */
    private static final Duration PRESENCE = Duration.ofMinutes(10);

    private int[] load = new int[0];
    private final Map<String, Integer> ofTenant = new HashMap<>();
    private String latest = "";
    private long latestAt = Long.MIN_VALUE;
    private long othersAt = Long.MIN_VALUE;

    void grow(int partitions) {
        if (partitions > load.length) {
            load = Arrays.copyOf(load, partitions);
        }
    }

    /** Notes that a tenant is there. */
    void heard(String tenant, long now) {
        if (!tenant.equals(latest)) {
            othersAt = latestAt;
            latest = tenant;
        }
        latestAt = now;
    }

    /**
     * Whether a tenant must keep to its share: it has more than one job per partition here, and was
     * not alone lately.
     *
     * @param tenant the one that was heard last
     */
    boolean isConfined(String tenant, long now) {
        return ofTenant.getOrDefault(tenant, 0) >= load.length
                && othersAt != Long.MIN_VALUE
                && now - othersAt < PRESENCE.toMillis();
    }

    /** The partition with the least in it of the first of a deal. */
    int lowest(Deal deal, int among, int start) {
        int lowest = deal.card(Integer.toUnsignedLong(start), among);
        for (int i = 1; i < among; i++) {
            int next = deal.card(Integer.toUnsignedLong(start) + i, among);
            lowest = load[next] < load[lowest] ? next : lowest;
        }
        return lowest;
    }

    void comes(Berth berth) {
        load[berth.partition()]++;
        ofTenant.merge(berth.tenant(), 1, Integer::sum);
    }

    void goes(Berth berth) {
        load[berth.partition()]--;
        ofTenant.computeIfPresent(berth.tenant(), (tenant, n) -> n == 1 ? null : n - 1);
    }
}
