package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WorkItem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OrderingTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void sendsTheJobsOfASessionInOrderToOneSlot() {
        for (int i = 0; i < 20; i++) {
            submit("chunk " + i, "session");
            bench.submit("other " + i);
        }
        List<WorkItem> session =
                bench.work().stream()
                        .filter(item -> item.getOrderingKey().equals("session"))
                        .toList();

        assertThat(session)
                .extracting(item -> item.getInput().getInline().toStringUtf8())
                .isEqualTo(
                        java.util.stream.IntStream.range(0, 20)
                                .mapToObj(i -> "input chunk " + i)
                                .toList());
        assertThat(slots(session)).hasSize(1).allMatch(slot -> slot > 0);
    }

    @Test
    void doesNotTryAJobOfASessionAgain() {
        submit("chunk 0", "session");
        submit("chunk 1", "session");
        WorkItem first = bench.work().getFirst();
        bench.complete(bench.workers.outOfMemory(first));

        JobState failed = bench.onlyState();
        assertThat(failed.getState()).isEqualTo(State.FAILED);
        assertThat(failed.getAttemptsList()).hasSize(1);
        assertThat(bench.deadLetters())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.getItem().getOrderingKey()).isEqualTo("session"));
    }

    @Test
    void sendsARetryToWhereTheLeastLies() {
        bench.submit("cat");
        WorkItem first = bench.onlyWork();
        bench.complete(bench.workers.outOfMemory(first));
        bench.advance(java.time.Duration.ofSeconds(2));

        assertThat(bench.onlyWork().getSlot()).isBetween(1, Bench.PARTITIONS);
    }

    @Test
    void spreadsOtherJobsOverAllSlots() {
        for (int i = 0; i < Bench.PARTITIONS; i++) {
            bench.submit("content " + i);
        }

        assertThat(slots(bench.work())).hasSize(Bench.PARTITIONS);
    }

    @Test
    void freesTheSlotOfWhatEndsOrIsCanceled() {
        for (int i = 0; i < Bench.PARTITIONS; i++) {
            bench.submit("content " + i);
        }
        List<WorkItem> all = bench.work();
        bench.complete(bench.workers.landed(all.getFirst()));
        bench.submit("next");
        assertThat(bench.onlyWork().getSlot()).isEqualTo(all.getFirst().getSlot());

        var canceled = bench.submit("to be canceled");
        int slot = bench.onlyWork().getSlot();
        for (int i = 0; i < Bench.PARTITIONS - 1; i++) {
            bench.submit("more " + i);
        }
        bench.work();
        bench.cancel(canceled);
        bench.submit("instead");
        assertThat(bench.onlyWork().getSlot()).isEqualTo(slot);
    }

    private static Set<Integer> slots(List<WorkItem> work) {
        return work.stream().map(WorkItem::getSlot).collect(Collectors.toSet());
    }

    private void submit(String content, String orderingKey) {
        bench.submit(bench.jobs.about(content, job -> job.setOrderingKey(orderingKey)));
    }
}
