package io.forebay.loadtests.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a cluster consists of.
 *
 * @param directory of its data, configurations and logs
 * @param classPaths of the services
 * @param models the repository that its workers serve
 * @param counts how many processes of each role; one of those that are not named
 * @param tenants who may call
 * @param partitions of flights and of each lane of work
 * @param tuning how it differs from the usual one
 */
public record ClusterConfig(
        Path directory,
        ClassPaths classPaths,
        Path models,
        Map<Role, Integer> counts,
        List<String> tenants,
        int partitions,
        Tuning tuning) {

    public ClusterConfig {
        counts = Map.copyOf(counts);
        tenants = List.copyOf(tenants);
        if (tenants.isEmpty()) {
            throw new IllegalArgumentException("tenants must name at least one");
        }
    }

    int count(Role role) {
        return counts.getOrDefault(role, 1);
    }
}
