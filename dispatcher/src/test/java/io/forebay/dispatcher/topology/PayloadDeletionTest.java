package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.dispatcher.timer.TimingConfig;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.Landed;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.PayloadRef;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs whose inputs and outputs lie in the payload store. */
final class PayloadDeletionTest {

    private static final Duration HOUSEKEEPING = Duration.ofMinutes(2);
    private static final Duration CACHED = Duration.ofDays(30);

    /** From a job's expiry until its payloads go, and a little more. */
    private static final Duration GRACE =
            TimingConfig.DEFAULT.payloadGrace().plus(Duration.ofHours(1));

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aJobTakesItsInputAndItsOutputWithIt() {
        Submission job = submit(CacheMode.USE);
        WorkItem work = bench.onlyWork();
        land(work);
        delete(job);

        assertThat(bench.discarded()).containsExactly(input(job), output(work));
        assertThat(bench.stored("claims")).isZero();
        assertThat(bench.count("payloads", "discarded")).isEqualTo(2);
        delete(job);
        assertThat(bench.discarded()).isEmpty();
    }

    @Test
    void aResultStaysForTheJobsThatShareIt() {
        Submission first = submit(CacheMode.USE);
        WorkItem work = bench.onlyWork();
        Submission coalesced = submit(CacheMode.USE);
        land(work);
        Submission hit = submit(CacheMode.USE);

        delete(first);
        assertThat(bench.discarded()).containsExactly(input(first));
        delete(hit);
        assertThat(bench.discarded()).containsExactly(input(hit));
        delete(coalesced);
        assertThat(bench.discarded()).containsExactly(input(coalesced), output(work));
    }

    @Test
    void aResultStaysWhileItAnswersRepeats() {
        Submission first = submit(about -> about.setPolicy(shortLivedAndLongCached()));
        WorkItem work = bench.onlyWork();
        land(work);
        Submission hit = submit(CacheMode.USE);
        bench.advance(GRACE);
        assertThat(bench.discarded()).as("the first has expired").containsExactly(input(first));

        delete(hit);
        assertThat(bench.discarded()).containsExactly(input(hit));
        Submission another = submit(CacheMode.USE);
        assertThat(bench.work()).as("it is a hit").isEmpty();
        bench.advance(CACHED);
        assertThat(bench.discarded()).containsExactlyInAnyOrder(input(another), output(work));
        assertThat(bench.stored("claims")).isZero();
    }

    @Test
    void waitingForWhatAFlightNeedsWritesNothing() {
        submit(about -> about.setPolicy(shortLivedAndLongCached()));
        land(bench.onlyWork());
        bench.advance(GRACE);
        assertThat(bench.discarded()).as("its input").hasSize(1);
        assertThat(bench.written("claims")).isPositive();

        bench.advance(HOUSEKEEPING);
        assertThat(bench.written("claims")).isZero();
        assertThat(bench.stored("claims"))
                .as("the claim of the output, and its count")
                .isEqualTo(2);
    }

    @Test
    void theNextFlightOfTheSameContentHasAnOutputOfItsOwn() {
        Submission first = submit(CacheMode.USE);
        WorkItem before = bench.onlyWork();
        land(before);
        Submission again = submit(CacheMode.REFRESH);
        WorkItem after = bench.onlyWork();
        delete(first);

        assertThat(bench.discarded()).as("inputs wait").containsExactly(output(before));
        land(after);
        bench.advance(HOUSEKEEPING);
        assertThat(bench.discarded()).containsExactly(input(first));
        delete(again);
        assertThat(bench.discarded()).containsExactly(input(again), output(after));
    }

    @Test
    void anInputStaysWhileItsFlightIsInTheAir() {
        Submission leader = submit(CacheMode.USE);
        WorkItem work = bench.onlyWork();
        Submission follower = submit(CacheMode.USE);
        bench.cancel(leader);
        delete(leader);
        assertThat(bench.discarded()).isEmpty();

        land(work);
        bench.advance(HOUSEKEEPING);
        assertThat(bench.discarded()).containsExactly(input(leader));
        delete(follower);
        assertThat(bench.discarded()).containsExactly(input(follower), output(work));
    }

    @Test
    void theInputOfADeadLetterStaysForTheJobsThatCanBeRunAgain() {
        Submission first = submit(CacheMode.USE);
        WorkItem work = bench.onlyWork();
        Submission second = submit(CacheMode.USE);
        bench.complete(bench.workers.deadly(work));
        assertThat(bench.deadLetters()).hasSize(1);

        delete(first);
        assertThat(bench.discarded()).isEmpty();
        delete(second);
        assertThat(bench.discarded()).containsExactlyInAnyOrder(input(second), input(first));
    }

    @Test
    void aDeadLetterGoesWithTheLastOfItsJobs() {
        Submission first = bench.submit("cat");
        WorkItem work = bench.onlyWork();
        Submission second = bench.submit("cat");
        bench.complete(bench.workers.deadly(work));
        List<ByteString> written = bench.letterKeys();
        assertThat(written).hasSize(1);

        delete(first);
        assertThat(bench.letterKeys()).as("the second can be run again").isEmpty();
        delete(second);
        assertThat(bench.letterKeys()).isEqualTo(written);
        assertThat(bench.discarded()).as("its input was in the letter").isEmpty();
        assertThat(bench.stored("claims")).isZero();
    }

    @Test
    void lettersOfTheSameContentGoEachByItself() {
        Submission first = bench.submit("cat");
        bench.complete(bench.workers.deadly(bench.onlyWork()));
        Submission second = bench.submit("cat");
        bench.complete(bench.workers.deadly(bench.onlyWork()));
        List<ByteString> written = bench.letterKeys();
        assertThat(written).hasSize(2).doesNotHaveDuplicates();

        delete(second);
        assertThat(bench.letterKeys()).containsExactly(written.getLast());
        delete(first);
        assertThat(bench.letterKeys()).containsExactly(written.getFirst());
    }

    @Test
    void whatIsNotNamedAsTheContractSaysIsNobodysToDiscard() {
        Submission job =
                bench.submit(
                        bench.jobs.about(
                                "cat", about -> about.setInput(ref("inputs/of-somebody-else"))));
        bench.complete(bench.workers.badInput(bench.onlyWork()));
        delete(job);

        assertThat(bench.discarded()).isEmpty();
        assertThat(bench.stored("claims")).isZero();
    }

    @Test
    void whatAJobHadGoesSomeTimeAfterItsExpiry() {
        Submission job =
                submit(about -> about.setPolicy(shortLivedAndLongCached().setCacheTtlMs(0)));
        WorkItem work = bench.onlyWork();
        land(work);
        bench.advance(GRACE.minusHours(2));
        assertThat(bench.discarded()).as("a webhook may still read it").isEmpty();

        bench.advance(Duration.ofHours(4));
        assertThat(bench.discarded()).containsExactly(input(job), output(work));
        assertThat(bench.stored("claims")).isZero();
    }

    @Test
    void theInputOfADeadLetterStaysAsLongAsTheLetter() {
        Submission job = submit(CacheMode.USE);
        bench.complete(bench.workers.deadly(bench.onlyWork()));
        bench.advance(Duration.ofDays(29));
        assertThat(bench.discarded()).isEmpty();

        bench.advance(Duration.ofDays(2));
        assertThat(bench.discarded()).containsExactly(input(job));
    }

    @Test
    void whatIsPutForARepeatedSubmissionGoesAtOnce() {
        Submission job = submit(about -> about.setIdempotent(true));
        bench.submit(job);
        assertThat(bench.discarded()).as("the very same record").isEmpty();
        assertThat(putAgain(job, 1)).isEqualTo(bench.discarded());

        WorkItem work = bench.onlyWork();
        land(work);
        bench.submit(job);
        assertThat(bench.discarded()).as("the very same record").isEmpty();
        assertThat(putAgain(job, 2)).isEqualTo(bench.discarded());
        delete(job);
        assertThat(bench.discarded()).containsExactly(input(job), output(work));
        assertThat(putAgain(job, 3)).isEqualTo(bench.discarded());
    }

    @Test
    void aJobThatComesAgainAfterItsTimeHasAnInputOfItsOwn() {
        Submission job =
                submit(about ->
                        about.setIdempotent(true)
                                .setPolicy(shortLivedAndLongCached().setCacheTtlMs(0)));
        WorkItem before = bench.onlyWork();
        land(before);
        bench.advance(Duration.ofSeconds(5));
        Submission again = bench.submit(putAt(job, bench.clock.millis()));
        WorkItem after = bench.onlyWork();
        land(after);
        assertThat(bench.discarded()).isEmpty();

        bench.advance(GRACE);
        assertThat(bench.discarded())
                .containsExactly(input(job), output(before), input(again), output(after))
                .doesNotHaveDuplicates();
    }

    private Submission submit(CacheMode mode) {
        return submit(about -> about.setCacheMode(mode));
    }

    private Submission submit(UnaryOperator<Submission.Builder> change) {
        Submission job = bench.jobs.about("cat", change);
        return bench.submit(putAt(job, job.getCreatedAt()));
    }

    private static FlightPolicy.Builder shortLivedAndLongCached() {
        return Jobs.POLICY.toBuilder().setRetentionMs(1_000).setCacheTtlMs(CACHED.toMillis());
    }

    /** Submits a job again a little later, and names what was put for that. */
    private List<String> putAgain(Submission job, long later) {
        return List.of(input(bench.submit(putAt(job, job.getCreatedAt() + later))));
    }

    private static Submission putAt(Submission job, long time) {
        Submission put = job.toBuilder().setCreatedAt(time).build();
        return put.toBuilder().setInput(ref(input(put))).build();
    }

    private void land(WorkItem work) {
        bench.complete(
                bench.workers.landed(work).toBuilder()
                        .setLanded(Landed.newBuilder().setOutput(ref(output(work))))
                        .build());
    }

    private void delete(Submission job) {
        bench.send(bench.jobs.delete(job));
    }

    private static String input(Submission job) {
        return PayloadKey.input(
                new FlightKey(job.getFlightKey()), job.getJobId(), job.getCreatedAt());
    }

    private static String output(WorkItem work) {
        return PayloadKey.output(work);
    }

    private static Payload ref(String key) {
        return Payload.newBuilder()
                .setRef(PayloadRef.newBuilder().setKey(key).setSize(1 << 20))
                .build();
    }
}
