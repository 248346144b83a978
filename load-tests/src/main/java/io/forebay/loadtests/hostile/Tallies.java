package io.forebay.loadtests.hostile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the cases went, by family. Safe for use by several threads. */
final class Tallies {

    private final Map<String, Family> families = new TreeMap<>();
    private final Map<String, String> faults = Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * One family.
     *
     * @param played cases, each as often as it was
     * @param slowestMs of all, from its first byte to its verdict, the work of batches included
     * @param slowest which that was
     */
    record Family(int played, long slowestMs, String slowest) {

        private Family with(HostileCase one, long millis) {
            return millis > slowestMs
                    ? new Family(played + 1, millis, one.name())
                    : new Family(played + 1, slowestMs, slowest);
        }
    }

    synchronized void enter(HostileCase one, long nanos) {
        families.put(
                one.family(),
                families.getOrDefault(one.family(), new Family(0, 0, ""))
                        .with(one, nanos / 1_000_000));
    }

    void fault(HostileCase one, String fault) {
        faults.putIfAbsent(one.family() + ": " + one.name(), fault);
    }

    synchronized Map<String, Family> families() {
        return new TreeMap<>(families);
    }

    /** Cases that were not answered as they have to be, and how the first time. */
    List<String> faults() {
        List<String> all = new ArrayList<>();
        synchronized (faults) {
            faults.forEach((name, fault) -> all.add(name + ": " + fault));
        }
        return all;
    }
}
