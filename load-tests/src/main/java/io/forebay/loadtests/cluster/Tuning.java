package io.forebay.loadtests.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a cluster differs from the usual one.
 *
 * @param keys of the services' configuration, such as {@code jobs.retention}; of the broker by
 *     their Kafka names
 * @param javaOptions of every Java virtual machine, after the usual ones
 */
public record Tuning(Map<Role, Map<String, String>> keys, List<String> javaOptions) {

    /** Not at all. */
    public static final Tuning NONE = new Tuning(Map.of(), List.of());

    public Tuning {
        keys = Map.copyOf(keys);
        javaOptions = List.copyOf(javaOptions);
    }

    /** As they are. */
    Map<String, String> keys(Role role) {
        return keys.getOrDefault(role, Map.of());
    }

    /** As the environment of a service, where they win over its file. */
    Map<String, String> environment(Role role) {
        Map<String, String> environment = new TreeMap<>();
        keys(role)
                .forEach((key, value) ->
                        environment.put(
                                "FOREBAY_"
                                        + key.toUpperCase(Locale.ROOT)
                                                .replace('-', '_')
                                                .replace(".", "__"),
                                value));
        return environment;
    }
}
