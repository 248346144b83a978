package io.forebay.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BatchFormerTest {

    private final BatchFormer<String> former = new BatchFormer<>(Duration.ZERO);

    @Test
    void givesNothingWhenNothingWaits() {
        assertThat(draw(8)).isEqualTo(new Draw.Nothing<>());
    }

    @Test
    void takesWhatIsThereWithoutWaitingForMore() {
        add("a", 1);

        assertThat(batch(8)).containsExactly("a");
        assertThat(former.size()).isZero();
    }

    @Test
    void takesTheMostUrgentFirstAndEqualsInOrderOfArrival() {
        add("late", 30);
        add("first", 20);
        add("second", 20);
        add("soon", 10);

        assertThat(batch(3)).containsExactly("soon", "first", "second");
        assertThat(batch(3)).containsExactly("late");
    }

    @Test
    void doesNotWaitAtAPreferredSizeAndKeepsTheRestForTheNext() {
        BatchFormer<String> choosy =
                new BatchFormer<>(new Pace(Duration.ofMillis(100), List.of(2, 4)));
        choosy.add(new Candidate<>("a", Lane.INTERACTIVE, "b", 1, 1, 0));
        assertThat(choosy.draw(5, bucket -> 8, work -> true)).isEqualTo(new Draw.Wait<>(100));

        choosy.add(new Candidate<>("b", Lane.INTERACTIVE, "b", 1, 2, 5));
        choosy.add(new Candidate<>("c", Lane.INTERACTIVE, "b", 1, 3, 5));
        assertThat(choosy.draw(5, bucket -> 8, work -> true))
                .isEqualTo(new Draw.Batch<>(List.of("a", "b"), 2, List.of()));
        assertThat(choosy.draw(5, bucket -> 8, work -> true)).isEqualTo(new Draw.Wait<>(105));
        assertThat(choosy.draw(105, bucket -> 8, work -> true))
                .isEqualTo(new Draw.Batch<>(List.of("c"), 1, List.of()));
    }

    @Test
    void roundsADelayInMicrosecondsUp() {
        assertThat(new Pace(Duration.ofNanos(1_500_000), List.of()).delayMillis()).isEqualTo(2);
        assertThat(new Pace(Duration.ofMillis(2), List.of()).delayMillis()).isEqualTo(2);
    }

    @Test
    void countsRowsUpToTheCap() {
        former.add(new Candidate<>("three", Lane.INTERACTIVE, "b", 3, 1, 0));
        former.add(new Candidate<>("two", Lane.INTERACTIVE, "b", 2, 2, 0));
        former.add(new Candidate<>("one", Lane.INTERACTIVE, "b", 1, 3, 0));

        assertThat(batch(5)).containsExactly("three", "two");
        assertThat(batch(5)).containsExactly("one");
    }

    @Test
    void runsASingleOneThatIsLargerThanTheCap() {
        former.add(new Candidate<>("huge", Lane.INTERACTIVE, "b", 100, 1, 0));
        add("small", 2);

        assertThat(batch(8)).containsExactly("huge");
        assertThat(batch(8)).containsExactly("small");
    }

    @Test
    void putsInteractiveBeforeBulkAndFillsTheRestWithBulk() {
        former.add(new Candidate<>("old bulk", Lane.BULK, "b", 1, 1, 0));
        former.add(new Candidate<>("new bulk", Lane.BULK, "b", 1, 2, 0));
        add("interactive", 500);

        assertThat(batch(2)).containsExactly("interactive", "old bulk");
        assertThat(batch(2)).containsExactly("new bulk");
    }

    @Test
    void joinsOnlyEqualBucketsAndLetsTheMostUrgentChoose() {
        former.add(new Candidate<>("a1", Lane.INTERACTIVE, "a", 1, 5, 0));
        former.add(new Candidate<>("b1", Lane.INTERACTIVE, "b", 1, 1, 0));
        former.add(new Candidate<>("a2", Lane.INTERACTIVE, "a", 1, 2, 0));
        former.add(new Candidate<>("b2", Lane.BULK, "b", 1, 9, 0));
        former.add(new Candidate<>("a3", Lane.BULK, "a", 1, 1, 0));

        assertThat(batch(8)).containsExactly("b1", "b2");
        assertThat(batch(8)).containsExactly("a2", "a1", "a3");
    }

    @Test
    void letsTenantsTakeTurnsHoweverMuchOneHasWaiting() {
        for (int i = 0; i < 500; i++) {
            addOf("flood", "f" + i, "b", i);
        }
        addOf("calm", "c0", "b", 10_000);
        addOf("calm", "c1", "b", 10_001);

        assertThat(batch(4)).containsExactly("f0", "c0", "f1", "c1");
    }

    @Test
    void letsATenantLeadWithABucketOfItsOwnWhenItIsItsTurn() {
        for (int i = 0; i < 500; i++) {
            addOf("flood", "f" + i, "floods", i);
        }
        addOf("calm", "c0", "calm's", 10_000);

        assertThat(batch(2)).containsExactly("f0", "f1");
        assertThat(batch(2)).containsExactly("c0");
        assertThat(batch(2)).containsExactly("f2", "f3");
    }

    @Test
    void owesNothingToWhoComesBack() {
        for (int i = 0; i < 100; i++) {
            addOf("busy", "b" + i, "b", i);
        }
        addOf("back", "first", "b", 0);
        for (int i = 0; i < 10; i++) {
            batch(4);
        }
        for (int i = 0; i < 4; i++) {
            addOf("back", "again" + i, "b", 1_000 + i);
        }

        assertThat(batch(4)).filteredOn(name -> name.startsWith("again")).hasSize(2);
    }

    @Test
    void countsATurnByItsRows() {
        former.add(new Candidate<>("wide0", Lane.INTERACTIVE, "b", 4, 1, 0, "wide"));
        former.add(new Candidate<>("wide1", Lane.INTERACTIVE, "b", 4, 2, 0, "wide"));
        for (int i = 0; i < 8; i++) {
            addOf("narrow", "n" + i, "b", 10 + i);
        }

        assertThat(batch(8)).containsExactly("wide0", "n0", "n1", "n2", "n3");
    }

    @Test
    void takesNoTurnsForBatchesThatWait() {
        BatchFormer<String> patient = new BatchFormer<>(Duration.ofMillis(100));
        patient.add(new Candidate<>("a0", Lane.INTERACTIVE, "b", 1, 1, 0, "a"));
        for (int i = 0; i < 50; i++) {
            assertThat(patient.draw(1, bucket -> 3, work -> true)).isEqualTo(new Draw.Wait<>(100));
        }
        patient.add(new Candidate<>("b0", Lane.INTERACTIVE, "b", 1, 50, 2, "b"));
        patient.add(new Candidate<>("a1", Lane.INTERACTIVE, "b", 1, 2, 2, "a"));

        assertThat(patient.draw(2, bucket -> 3, work -> true))
                .isEqualTo(new Draw.Batch<>(List.of("a0", "b0", "a1"), 3, List.of()));
    }

    @Test
    void refusesWhatMayNotStartAndFillsItsPlace() {
        for (String name : List.of("a", "late", "c", "gone", "e")) {
            add(name, 1);
        }
        Draw<String> draw =
                former.draw(0, bucket -> 2, name -> !Set.of("late", "gone").contains(name));

        assertThat(draw).isEqualTo(new Draw.Batch<>(List.of("a", "c"), 2, List.of("late")));
    }

    @Test
    void saysWhatItRefusedWhenNothingElseWaits() {
        add("late", 1);
        former.add(new Candidate<>("late bulk", Lane.BULK, "b", 1, 1, 0));

        assertThat(former.draw(0, bucket -> 8, name -> false))
                .isEqualTo(new Draw.Batch<>(List.of(), 0, List.of("late", "late bulk")));
        assertThat(former.size()).isZero();
    }

    @Test
    void asksForTheCapOfTheBucketThatLeads() {
        former.add(new Candidate<>("a1", Lane.INTERACTIVE, "a", 1, 1, 0));
        former.add(new Candidate<>("a2", Lane.INTERACTIVE, "a", 1, 1, 0));
        former.add(new Candidate<>("b1", Lane.INTERACTIVE, "b", 1, 2, 0));
        former.add(new Candidate<>("b2", Lane.INTERACTIVE, "b", 1, 2, 0));

        assertThat(batchOf(former.draw(0, bucket -> bucket.equals("a") ? 1 : 8, name -> true)))
                .containsExactly("a1");
    }

    @Test
    void waitsForMoreOnlyWhereAsked() {
        BatchFormer<String> patient = new BatchFormer<>(Duration.ofMillis(20));
        patient.add(new Candidate<>("a", Lane.INTERACTIVE, "b", 1, 1, 100));
        patient.add(new Candidate<>("b", Lane.INTERACTIVE, "b", 1, 1, 105));

        assertThat(patient.draw(110, bucket -> 3, name -> true)).isEqualTo(new Draw.Wait<>(120));
        assertThat(patient.size()).isEqualTo(2);
        assertThat(batchOf(patient.draw(120, bucket -> 3, name -> true))).containsExactly("a", "b");
    }

    @Test
    void waitsNoMoreWhenTheBatchIsFull() {
        BatchFormer<String> patient = new BatchFormer<>(Duration.ofMillis(20));
        patient.add(new Candidate<>("a", Lane.INTERACTIVE, "b", 1, 1, 100));
        patient.add(new Candidate<>("b", Lane.BULK, "b", 1, 1, 100));

        assertThat(batchOf(patient.draw(100, bucket -> 2, name -> true))).containsExactly("a", "b");
    }

    @Test
    void forgetsWhatIsGone() {
        add("a", 1);
        add("b", 2);
        former.removeIf("a"::equals);

        assertThat(former.size()).isEqualTo(1);
        assertThat(batch(8)).containsExactly("b");
    }

    @Test
    void letsNothingStarveBehindCloserDeadlines() {
        Urgency urgency = new Urgency(Duration.ofSeconds(30));
        former.add(
                new Candidate<>(
                        "patient", Lane.INTERACTIVE, "b", 1, urgency.of(0, Long.MAX_VALUE), 0));
        List<String> drawn = new ArrayList<>();
        long now = 0;
        while (!drawn.contains("patient")) {
            former.add(
                    new Candidate<>(
                            "hasty", Lane.INTERACTIVE, "b", 1, urgency.of(now, now + 5_000), now));
            drawn.addAll(batch(1));
            now += 1_000;
            assertThat(now).isLessThan(40_000);
        }

        assertThat(now).isGreaterThan(20_000);
    }

    private void add(String name, long urgency) {
        former.add(new Candidate<>(name, Lane.INTERACTIVE, "b", 1, urgency, 0));
    }

    private List<String> batch(int cap) {
        return batchOf(draw(cap));
    }

    private Draw<String> draw(int cap) {
        return former.draw(0, bucket -> cap, name -> true);
    }

    private static List<String> batchOf(Draw<String> draw) {
        return ((Draw.Batch<String>) draw).batch();
    }

    private void addOf(String tenant, String name, String bucket, long urgency) {
        former.add(new Candidate<>(name, Lane.INTERACTIVE, bucket, 1, urgency, 0, tenant));
    }
}
