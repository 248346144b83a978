package io.forebay.loadtests.torture.fault;

import io.forebay.loadtests.random.SeededBits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The faults of a campaign, in the order of their times; one seed is one plan. */
public record FaultPlan(List<PlannedFault> faults) {

    private static final double NONE = 0.2;
    private static final double ONE = 0.7;

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * Every so often some faults, sometimes none.
     *
     * @param groups that faults are taken from; none of them = no faults
     * @param length of the load; faults end before it does
     * @param every how often
     */
    public static FaultPlan of(long seed, Set<FaultGroup> groups, Duration length, Duration every) {
        List<FaultKind> kinds = kinds(groups);
        List<PlannedFault> faults = new ArrayList<>();
        SeededBits bits = bits(seed);
        for (long at = every.toMillis();
                at < length.toMillis() && !kinds.isEmpty();
                at += every.toMillis()) {
            double many = bits.nextDouble();
            int count = many < NONE ? 0 : many < ONE ? 1 : 2;
            for (int i = 0; i < count; i++) {
                FaultKind kind = kinds.get((int) (bits.nextDouble() * kinds.size()));
                long jitter = (long) (bits.nextDouble() * every.toMillis() / 2);
                faults.add(
                        new PlannedFault(
                                faults.size() + 1,
                                at + jitter,
                                kind,
                                (int) (bits.nextDouble() * 1_000),
                                kind.millis(bits.nextDouble())));
            }
        }
        faults.sort(Comparator.comparingLong(PlannedFault::atMillis));
        return new FaultPlan(faults);
    }

    /**
     * One fault every so often, each kind once before any comes again.
     *
     * @param groups that faults are taken from; none of them = no faults
     * @param length of the load; faults begin before its last interval
     * @param every how often
     */
    public static FaultPlan rotating(
            long seed, Set<FaultGroup> groups, Duration length, Duration every) {
        List<FaultKind> kinds = kinds(groups);
        List<PlannedFault> faults = new ArrayList<>();
        SeededBits bits = bits(seed);
        List<FaultKind> round = new ArrayList<>();
        for (long at = every.toMillis();
                at + every.toMillis() <= length.toMillis() && !kinds.isEmpty();
                at += every.toMillis()) {
            if (round.isEmpty()) {
                round.addAll(kinds);
            }
            FaultKind kind = round.remove((int) (bits.nextDouble() * round.size()));
            faults.add(
                    new PlannedFault(
                            faults.size() + 1,
                            at,
                            kind,
                            (int) (bits.nextDouble() * 1_000),
                            kind.millis(bits.nextDouble())));
        }
        return new FaultPlan(faults);
    }

    private static List<FaultKind> kinds(Set<FaultGroup> groups) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> groups.contains(kind.group()))
                .toList();
    }

    private static SeededBits bits(long seed) {
        return new SeededBits(SeededBits.mix(seed) ^ 0x7E57);
    }
}
