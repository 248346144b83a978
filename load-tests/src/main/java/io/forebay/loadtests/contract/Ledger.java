package io.forebay.loadtests.contract;

import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which answers of the contract were seen, each as {@code GET /path 200}. Safe for all threads. */
public final class Ledger {

    private final NavigableSet<String> seen = new ConcurrentSkipListSet<>();

    void note(String operation, int status) {
        seen.add(operation + " " + status);
    }

    public boolean isEmpty() {
        return seen.isEmpty();
    }

    /** The documented answers that were never seen. */
    public Set<String> missing(Contract contract) {
        Set<String> missing = new TreeSet<>(contract.documented());
        missing.removeAll(seen);
        return missing;
    }
}
