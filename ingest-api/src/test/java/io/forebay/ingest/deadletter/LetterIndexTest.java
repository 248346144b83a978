package io.forebay.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.DeadLetter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LetterIndexTest {

    private final LetterIndex index = new LetterIndex(3);

    @Test
    void listsTheNewestFirstAcrossPartitions() {
        add(0, 0, 10, "a");
        add(1, 0, 30, "b");
        add(0, 1, 20, "c");

        assertThat(ids(Optional.empty(), 9)).containsExactly("dl_1_0", "dl_0_1", "dl_0_0");
        assertThat(ids(Optional.of(new LetterId(1, 0)), 1)).containsExactly("dl_0_1");
        assertThat(index.list(head -> head.jobIds().contains("a"), Optional.empty(), 9)).hasSize(1);
    }

    @Test
    void forgetsTheOldestWithItsJobs() {
        for (int i = 0; i < 5; i++) {
            add(0, i, i, "job" + i);
        }

        assertThat(ids(Optional.empty(), 9)).containsExactly("dl_0_4", "dl_0_3", "dl_0_2");
        assertThat(index.ofJob("job1")).isEmpty();
        assertThat(index.find(new LetterId(0, 1))).isEmpty();
        assertThat(ids(Optional.of(new LetterId(0, 1)), 9)).isEmpty();
        assertThat(index.ofJob("job4")).map(head -> head.id().offset()).contains(4L);
    }

    @Test
    void namesTheNewestLetterOfAJobAndTakesEachOnce() {
        add(0, 5, 50, "again");
        add(0, 3, 30, "again");
        add(0, 3, 30, "again");

        assertThat(index.ofJob("again")).map(head -> head.id().offset()).contains(5L);
        assertThat(ids(Optional.empty(), 9)).hasSize(2);
    }

    @Test
    void keepsOnlySoManyJobsOfOneLetter() {
        LetterHead head =
                LetterHead.of(
                        new LetterId(0, 0),
                        DeadLetter.newBuilder()
                                .addAllJobIds(
                                        IntStream.range(0, 1000).mapToObj(i -> "j" + i).toList())
                                .build());

        assertThat(head.jobIds()).hasSize(LetterHead.MOST_JOB_IDS).startsWith("j0");
    }

    @Test
    void readsItsOwnIdsOnly() {
        assertThat(LetterId.parse(new LetterId(3, 42).text())).contains(new LetterId(3, 42));
        for (String other :
                List.of("", "dl_1", "dl_-1_2", "dl_1_2_3", "dl_1_99999999999999999999")) {
            assertThat(LetterId.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void forgetsALetterWhoseJobsWereDeleted() {
        add(0, 0, 10, "a");
        add(0, 1, 20, "b");
        index.remove(ByteString.copyFromUtf8("a"));
        index.remove(ByteString.copyFromUtf8("nudge"));

        assertThat(ids(Optional.empty(), 9)).containsExactly("dl_0_1");
        assertThat(index.ofJob("a")).isEmpty();
        assertThat(index.find(new LetterId(0, 0))).isEmpty();
    }

    private void add(int partition, long offset, long diedAt, String job) {
        index.add(
                ByteString.copyFromUtf8(job),
                LetterHead.of(
                        new LetterId(partition, offset),
                        DeadLetter.newBuilder().setDiedAt(diedAt).addJobIds(job).build()));
    }

    private List<String> ids(Optional<LetterId> behind, int limit) {
        return index.list(head -> true, behind, limit).stream()
                .map(head -> head.id().text())
                .toList();
    }
}
