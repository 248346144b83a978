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

    private static FaultPlan all(long seed) {
        return FaultPlan.of(seed, EnumSet.allOf(FaultGroup.class), LENGTH, EVERY);
    }
}
