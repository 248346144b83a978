package io.forebay.loadtests.torture.fault;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Faults by what they befall, as the command line names them. */
public enum FaultGroup {
    WORKERS,
    DISPATCHERS,
    RESULTS,
    INGEST,
    BROKER,
    REDIS,
    POISON,
    RECEIVERS,
    /** Only where there is another version. */
    UPGRADES;

    /**
     * The groups of these names, of {@code all} and of {@code none}.
     *
     * @param upgrades whether {@code all} has {@link #UPGRADES}
     * @throws IllegalArgumentException for any other name
     */
    public static Set<FaultGroup> named(List<String> names, boolean upgrades) {
        Set<FaultGroup> groups = EnumSet.noneOf(FaultGroup.class);
        for (String name : names) {
            switch (name) {
                case "all" ->
                        groups.addAll(
                                upgrades
                                        ? EnumSet.allOf(FaultGroup.class)
                                        : EnumSet.complementOf(EnumSet.of(UPGRADES)));
                case "none" -> groups.clear();
                default -> groups.add(named(name));
            }
        }
        return groups;
    }

    private static FaultGroup named(String name) {
        for (FaultGroup group : values()) {
            if (group.name().equalsIgnoreCase(name)) {
                return group;
            }
        }
        throw new IllegalArgumentException(
                "--faults: there is no '%s'; there are %s, all and none"
                        .formatted(name, EnumSet.allOf(FaultGroup.class)));
    }
}
