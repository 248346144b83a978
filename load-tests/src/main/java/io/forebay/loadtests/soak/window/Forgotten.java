package io.forebay.loadtests.soak.window;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names of what has been judged, for a while: the newer and the older half of them. Not
 * thread-safe.
 */
final class Forgotten {

    private final int half;
    private Map<String, String> newer = new HashMap<>();
    private Map<String, String> older = new HashMap<>();

    /**
     * @param most so many names
     */
    Forgotten(int most) {
        this.half = Math.max(1, most / 2);
    }

    void put(String name, String value) {
        if (newer.size() >= half) {
            older = newer;
            newer = new HashMap<>();
        }
        newer.put(name, value);
    }

    Optional<String> get(String name) {
        String value = newer.get(name);
        return Optional.ofNullable(value == null ? older.get(name) : value);
    }
}
