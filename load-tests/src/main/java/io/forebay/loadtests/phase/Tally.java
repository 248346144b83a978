package io.forebay.loadtests.phase;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the jobs of a phase ended, each in one count; {@code duplicated} comes on top.
 *
 * @param duplicated answers on top of the one that was asked for, and jobs that were given the id
 *     of another
 * @param refused submissions answered otherwise than with 2xx, by status and code
 * @param reasons why jobs are wrong, failed or lost
 * @param cache how right jobs were answered, where the instance says so
 */
public record Tally(
        int right,
        int wrong,
        int failed,
        int lost,
        int duplicated,
        Map<String, Integer> refused,
        Map<String, Integer> reasons,
        Map<String, Integer> cache) {

    public Tally {
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
        reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
        cache = Collections.unmodifiableMap(new TreeMap<>(cache));
    }

    /** How many submissions were refused. */
    public int refusals() {
        return refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether the instance kept its promise to every job it took. */
    public boolean isClean() {
        return wrong == 0 && failed == 0 && lost == 0 && duplicated == 0;
    }
}
