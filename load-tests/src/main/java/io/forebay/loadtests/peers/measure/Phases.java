package io.forebay.loadtests.peers.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the runs of one visit, each of which has inputs of its own. The first run of a step has
 * the same number for every system, however often another step had to be repeated. Confined to one
 * thread.
 */
final class Phases {

    /** More than a step can have. */
    private static final int RUNS = 1 << 10;

    private final Map<String, Integer> runs = new LinkedHashMap<>();

    /** Of the next run of this. */
    int next(String what) {
        int run = runs.merge(what, 1, Integer::sum);
        return List.copyOf(runs.keySet()).indexOf(what) * RUNS + run - 1;
    }
}
