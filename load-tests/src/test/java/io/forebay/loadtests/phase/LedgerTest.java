package io.forebay.loadtests.phase;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.job.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

    @Test
    void countsEveryJobOnce() {
        Ledger ledger = new Ledger(6);
        ledger.enter(0, new Outcome.Right("a", "miss"));
        ledger.enter(1, new Outcome.Wrong("b", "other"));
        ledger.enter(2, new Outcome.Failed("c", "expired"));
        ledger.enter(3, new Outcome.Refused(429, "over-quota"));
        ledger.enter(4, new Outcome.Lost("d", "gone"));
        Tally tally = ledger.tally();
        assertThat(tally)
                .isEqualTo(
                        new Tally(
                                1,
                                1,
                                1,
                                2,
                                0,
                                Map.of("429 over-quota", 1),
                                Map.of(
                                        "wrong: other", 1,
                                        "failed: expired", 1,
                                        "lost: gone", 1,
                                        "lost: never ran", 1),
                                Map.of("miss", 1)));
        assertThat(tally.isClean()).isFalse();
        assertThat(ledger.done()).isEqualTo(5);
        assertThat(ledger.notRight()).isEqualTo(4);
    }

    @Test
    void countsASecondEndASharedIdAndASurplusAnswerAsDuplicates() {
        Ledger ledger = new Ledger(3);
        ledger.enter(0, new Outcome.Right("a", ""));
        ledger.enter(0, new Outcome.Right("a", ""));
        ledger.enter(1, new Outcome.Right("a", ""));
        ledger.enter(2, new Outcome.Right("b", ""));
        ledger.addSurplus(1);
        assertThat(ledger.tally().duplicated()).isEqualTo(3);
        assertThat(ledger.tally().right()).isEqualTo(3);
        assertThat(ledger.tally().isClean()).isFalse();
    }

    @Test
    void doesNotTakeMissingIdsForSharedOnes() {
        Ledger ledger = new Ledger(2);
        ledger.enter(0, new Outcome.Right("", ""));
        ledger.enter(1, new Outcome.Right("", ""));
        assertThat(ledger.tally().isClean()).isTrue();
    }

    @Test
    void overturnsWhatIsFoundWrongLater() {
        Ledger ledger = new Ledger(1);
        ledger.enter(0, new Outcome.Right("a", "miss"));
        ledger.overturn(0, "recomputed");
        assertThat(ledger.tally().right()).isZero();
        assertThat(ledger.tally().reasons()).containsExactly(Map.entry("wrong: recomputed", 1));
    }
}
