package io.forebay.loadtests.peers.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.peers.measure.Figures;
import io.forebay.loadtests.peers.measure.SomeFigures;
import io.forebay.loadtests.peers.system.Contestant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepSummaryTest {

    private static final List<Figures> THREE_ROUNDS =
            List.of(
                    SomeFigures.of(1, Contestant.FOREBAY, 100, 40),
                    SomeFigures.of(1, Contestant.LOOP, 200, 10),
                    SomeFigures.of(1, Contestant.BULLMQ, 50, 8),
                    SomeFigures.of(2, Contestant.BULLMQ, 60, 9),
                    SomeFigures.of(2, Contestant.LOOP, 20, 30), // a bad minute for both of these
                    SomeFigures.of(2, Contestant.FOREBAY, 15, 90),
                    SomeFigures.of(3, Contestant.FOREBAY, 120, 20),
                    SomeFigures.of(3, Contestant.LOOP, 150, 10),
                    SomeFigures.of(3, Contestant.BULLMQ, 55, 10));

    private final StepSummary summary = StepSummary.of(SomeFigures.STEP, THREE_ROUNDS);

    @Test
    void mediansAreOfEachSystemAndFigureByItself() {
        assertThat(summary.medians().get(Contestant.FOREBAY))
                .containsEntry(Figure.JOBS_PER_SECOND, 100.0)
                .containsEntry(Figure.P50, 40.0)
                .containsEntry(Figure.PEAK_MEMORY, 1.0);
        assertThat(summary.medians().get(Contestant.LOOP))
                .containsEntry(Figure.JOBS_PER_SECOND, 150.0);
    }

    @Test
    void aRatioIsTheMedianOfTheRoundsRatiosToTheBestPeerOfThatFigure() {
        assertThat(summary.ratios())
                .containsEntry(Figure.JOBS_PER_SECOND, new Ratio(Contestant.LOOP, 0.75))
                .containsEntry(Figure.P50, new Ratio(Contestant.BULLMQ, 5.0));
    }

    @Test
    void aRunOfOneSideHasNoRatios() {
        assertThat(StepSummary.of(SomeFigures.STEP, THREE_ROUNDS.subList(1, 3)).ratios()).isEmpty();
        assertThat(StepSummary.of(SomeFigures.STEP, THREE_ROUNDS.subList(0, 1)).ratios()).isEmpty();
    }

    @Test
    void theTableNamesTheBestPeer() {
        PeersReport report =
                PeersReport.of(java.time.Instant.EPOCH, java.util.Map.of(), THREE_ROUNDS);

        assertThat(PeersTables.of(report))
                .contains("### saturation, conv")
                .contains("| forebay | 100 | 1.00 | 40.0 | 80.0 | 1 | 0 |")
                .contains("| forebay / best peer | 0.75 (loop) |");
    }
}
