package io.forebay.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for whatever waits: lanes, buckets, tenants, sizes, deadlines, in any order. */
final class BatchFormerPropertiesTest {

    private static final int STEPS = 120;

    private final Map<Integer, Candidate<Integer>> waiting = new HashMap<>();
    private final Set<Integer> unstartable = new HashSet<>();
    private int added;
    private long now;

    @RepeatedTest(200)
    void everythingComesOutOnceInBatchesThatKeepTheRules(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        BatchFormer<Integer> former =
                new BatchFormer<>(
                        new Pace(
                                Duration.ofMillis(random.nextInt(3) * 10L),
                                random.nextBoolean() ? List.of() : List.of(2, 4)));
        Map<Object, Integer> caps = Map.of("a", 1 + random.nextInt(8), "b", 1 + random.nextInt(8));

        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(5);
            if (random.nextInt(3) > 0) {
                add(former, random);
            } else {
                keepsTheRules(
                        former.draw(now, bucket -> cap(caps, bucket), this::isStartable), caps);
            }
            assertThat(former.size()).isEqualTo(waiting.size());
        }
        for (int draws = 0; !waiting.isEmpty(); draws++) {
            assertThat(draws).as("draws until nothing waits").isLessThanOrEqualTo(2 * STEPS);
            now += 20;
            keepsTheRules(former.draw(now, bucket -> cap(caps, bucket), this::isStartable), caps);
        }
        assertThat(former.draw(now, bucket -> cap(caps, bucket), this::isStartable))
                .isInstanceOf(Draw.Nothing.class);
    }

    /** One tenant, one bucket, nothing refused: the order is that of urgency, then of arrival. */
    @RepeatedTest(100)
    void oneTenantsWorkGoesByUrgencyAndArrival(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        BatchFormer<Integer> former = new BatchFormer<>(Duration.ofMillis(10));
        List<Candidate<Integer>> all = new ArrayList<>();
        List<Integer> gone = new ArrayList<>();
        int count = 1 + random.nextInt(30);
        for (int i = 0; i < count; i++) {
            var one = new Candidate<>(i, Lane.INTERACTIVE, "a", 1, random.nextInt(4), 0L);
            all.add(one);
            former.add(one);
            // Looking does not change the order.
            former.draw(0, bucket -> count + 1, work -> true);
        }
        while (former.size() > 0) {
            if (former.draw(10, bucket -> 1 + random.nextInt(4), work -> true)
                    instanceof Draw.Batch<Integer> batch) {
                gone.addAll(batch.batch());
            }
        }

        List<Integer> expected =
                all.stream()
                        .sorted(
                                Comparator.<Candidate<Integer>>comparingLong(Candidate::urgency)
                                        .thenComparing(Candidate::work))
                        .map(Candidate::work)
                        .toList();
        assertThat(gone).isEqualTo(expected);
    }

    private void add(BatchFormer<Integer> former, Random random) {
        int work = added++;
        Candidate<Integer> candidate =
                new Candidate<>(
                        work,
                        random.nextInt(3) == 0 ? Lane.BULK : Lane.INTERACTIVE,
                        random.nextBoolean() ? "a" : "b",
                        1 + random.nextInt(random.nextInt(10) == 0 ? 12 : 3),
                        now + random.nextInt(100),
                        now,
                        "tenant " + random.nextInt(3));
        waiting.put(work, candidate);
        former.add(candidate);
        if (random.nextInt(6) == 0) {
            unstartable.add(work);
        }
    }

    private boolean isStartable(int work) {
        return !unstartable.contains(work);
    }

    private void keepsTheRules(Draw<Integer> draw, Map<Object, Integer> caps) {
        switch (draw) {
            case Draw.Batch<Integer> batch -> keepsTheRules(batch, caps);
            case Draw.Wait<Integer> wait -> assertThat(wait.until()).isGreaterThan(now);
            case Draw.Nothing<Integer> _ -> assertThat(waiting).isEmpty();
        }
    }

    private void keepsTheRules(Draw.Batch<Integer> drawn, Map<Object, Integer> caps) {
        assertThat(drawn.refused()).allSatisfy(work -> assertThat(unstartable).contains(work));
        assertThat(drawn.batch()).noneMatch(unstartable::contains);
        List<Candidate<Integer>> batch = new ArrayList<>();
        drawn.batch().forEach(work -> batch.add(leaves(work)));
        drawn.refused().forEach(this::leaves);
        if (batch.isEmpty()) {
            assertThat(drawn.refused()).isNotEmpty();
            assertThat(waiting).isEmpty();
            return;
        }

        assertThat(batch).extracting(Candidate::bucket).containsOnly(batch.getFirst().bucket());
        int rows = batch.stream().mapToInt(Candidate::rows).sum();
        assertThat(drawn.rows()).isEqualTo(rows);
        int cap = cap(caps, batch.getFirst().bucket());
        assertThat(rows)
                .satisfiesAnyOf(
                        all -> assertThat(all).isLessThanOrEqualTo(cap),
                        all -> assertThat(batch).hasSize(1));
        if (batch.getFirst().lane() == Lane.BULK) {
            assertThat(waitingInteractive()).as("interactive work behind a bulk batch").isEmpty();
        }
    }

    private static int cap(Map<Object, Integer> caps, Object bucket) {
        return Optional.ofNullable(caps.get(bucket)).orElseThrow();
    }

    private Candidate<Integer> leaves(int work) {
        return Optional.ofNullable(waiting.remove(work))
                .orElseThrow(() -> new AssertionError(work + " came out twice"));
    }

    private List<Candidate<Integer>> waitingInteractive() {
        return waiting.values().stream()
                .filter(candidate -> candidate.lane() == Lane.INTERACTIVE)
                .toList();
    }
}
