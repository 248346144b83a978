package io.forebay.loadtests.torture.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final Duration EVERY = Duration.ofSeconds(4);

    @Test
    void oneSeedIsOnePlanAndAnotherIsAnother() {
        assertThat(all(7)).isEqualTo(all(7)).isNotEqualTo(all(8));
    }

    @Test
    void everyKindBefallsALongCampaign() {
        Set<FaultKind> kinds = new HashSet<>();
        all(7).faults().forEach(fault -> kinds.add(fault.kind()));

        assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
        assertThat(all(7).faults()).hasSizeGreaterThan(200);
    }

    @Test
    void faultsAreInTheOrderOfTheirTimesAndNumbered() {
        assertThat(all(7).faults())
                .isSortedAccordingTo(java.util.Comparator.comparingLong(PlannedFault::atMillis))
                .extracting(PlannedFault::number)
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheGroupsAskedForAreDrawnFrom() {
        FaultPlan plan = FaultPlan.of(7, EnumSet.of(FaultGroup.REDIS), LENGTH, EVERY);

        assertThat(plan.faults())
                .isNotEmpty()
                .allMatch(fault -> fault.kind().group() == FaultGroup.REDIS);
        assertThat(FaultPlan.of(7, Set.of(), LENGTH, EVERY).faults()).isEmpty();
    }

    @Test
    void inARotationEveryKindComesOnceBeforeAnyComesAgain() {
        EnumSet<FaultGroup> groups = EnumSet.complementOf(EnumSet.of(FaultGroup.UPGRADES));
        FaultPlan plan = FaultPlan.rotating(7, groups, Duration.ofHours(1), Duration.ofMinutes(1));
        FaultPlan other = FaultPlan.rotating(8, groups, Duration.ofHours(1), Duration.ofMinutes(1));
        int kinds =
                (int)
                        Set.of(FaultKind.values()).stream()
                                .filter(kind -> groups.contains(kind.group()))
                                .count();

        assertThat(plan)
                .isEqualTo(
                        FaultPlan.rotating(7, groups, Duration.ofHours(1), Duration.ofMinutes(1)));
        assertThat(plan.faults()).hasSize(59);
        assertThat(plan.faults()).isNotEqualTo(other.faults());
        for (int round = 0; round < 2; round++) {
            assertThat(plan.faults().subList(round * kinds, (round + 1) * kinds))
                    .extracting(PlannedFault::kind)
                    .doesNotHaveDuplicates();
        }
        for (int number = 0; number < 59; number++) {
            assertThat(plan.faults().get(number).atMillis()).isEqualTo(60_000L * (number + 1));
        }
    }

    private static FaultPlan all(long seed) {
        return FaultPlan.of(seed, EnumSet.allOf(FaultGroup.class), LENGTH, EVERY);
    }
}
