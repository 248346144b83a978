package io.forebay.loadtests.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ContentPlanTest {

    private static final int JOBS = 20_000;

    @Test
    void givesEachJobOfEachPhaseItsOwnContent() {
        LongStream twoPhases =
                LongStream.concat(
                        contents(new ContentPlan(1, 0, 0)), contents(new ContentPlan(1, 1, 0)));
        assertThat(twoPhases.distinct().count()).isEqualTo(2L * JOBS);
    }

    @Test
    void repeatsTheAskedShareOfContents() {
        long distinct = contents(new ContentPlan(1, 0, 0.3)).distinct().count();
        assertThat(distinct).isBetween((long) (0.68 * JOBS), (long) (0.72 * JOBS));
    }

    @Test
    void repeatsOneContentOnlyWhenAllAreDuplicates() {
        assertThat(contents(new ContentPlan(1, 0, 1)).distinct().count()).isEqualTo(1);
    }

    @Test
    void isTheSameForTheSameSeedAlone() {
        assertThat(contents(new ContentPlan(7, 0, 0.3)).toArray())
                .isEqualTo(contents(new ContentPlan(7, 0, 0.3)).toArray())
                .isNotEqualTo(contents(new ContentPlan(8, 0, 0.3)).toArray());
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> new ContentPlan(1, 0, 1.1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static LongStream contents(ContentPlan plan) {
        return IntStream.range(0, JOBS).mapToLong(plan::contentOf);
    }
}
