package io.forebay.results.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.AttemptOutcome;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PulseTest {

    private static final long START = 1_800_000_000_000L;

    private long now = START;
    private final PulseRecorder recorder = new PulseRecorder(() -> Instant.ofEpochMilli(now));

    @Test
    void countsWhatEndedByLaneAndHow() {
        computed(8, 100);
        computed(8, 100);
        recorder.saw(job(State.SUCCEEDED, CacheStatus.HIT, 2).build());
        recorder.saw(job(State.SUCCEEDED, CacheStatus.COALESCED, 50).build());
        recorder.saw(job(State.FAILED, CacheStatus.MISS, 5).build());
        recorder.saw(job(State.RUNNING, CacheStatus.MISS, 0).build());

        LanePulse lane = only(recorder.share().last(60_000).lanes());

        assertThat(lane.model() + lane.lane()).isEqualTo("eyesbulk");
        assertThat(lane.ended()).isEqualTo(new LanePulse.Ended(4, 1, 0, 0));
        assertThat(lane.hits()).isEqualTo(1);
        assertThat(lane.coalesced()).isEqualTo(1);
        assertThat(lane.computed()).isEqualTo(2);
        assertThat(lane.runs()).isCloseTo(0.25, within(1e-9));
        assertThat(lane.queue().percentile(1).orElseThrow()).isBetween(0.008, 0.013);
    }

    @Test
    void saysWhatAWorkerDid() {
        for (int i = 0; i < 8; i++) {
            computed(8, 100);
        }

        WorkerPulse worker = only(recorder.share().last(60_000).workers());

        assertThat(worker.worker()).isEqualTo("w1");
        assertThat(worker.jobs()).isEqualTo(8);
        assertThat(worker.runs()).isCloseTo(1, within(1e-9));
        assertThat(worker.busyMillis()).as("of one batch of 40 ms").isCloseTo(40, within(1e-9));
        assertThat(worker.lastAt()).isEqualTo(now);
    }

    @Test
    void countsDeliveries() {
        recorder.saw(attempt(AttemptOutcome.DELIVERED));
        recorder.saw(attempt(AttemptOutcome.RETRYING));
        recorder.saw(attempt(AttemptOutcome.RETRYING));

        assertThat(recorder.share().last(60_000).deliveries())
                .isEqualTo(new DeliveryPulse(1, 2, 0));
    }

    @Test
    void forgetsAndDoesNotCountWhatIsLongAgo() {
        computed(1, 10);
        now += 30 * PulseSlot.MILLIS;
        recorder.saw(job(State.SUCCEEDED, CacheStatus.MISS, 5).setFinishedAt(START).build());
        assertThat(recorder.share().slots()).isEmpty();

        computed(1, 10);
        assertThat(recorder.share().slots()).hasSize(1);
        now += 70_000;
        assertThat(recorder.share().last(60_000).lanes()).isEmpty();
        assertThat(recorder.share().slots()).hasSize(1);
    }

    @Test
    void addsTheSharesOfProcesses() {
        computed(1, 10);
        Pulse one = recorder.share();
        now += PulseSlot.MILLIS;
        computed(1, 10);
        Pulse two = recorder.share();

        Pulse sum = Pulse.sum(List.of(one, two), now);

        assertThat(sum.slots()).extracting(PulseSlot::beginsAt).isSorted().hasSize(2);
        assertThat(only(sum.last(60_000).lanes()).ended().succeeded()).isEqualTo(3);
    }

    @Test
    void percentilesAreRightWithinAFifth() {
        Latencies all = Latencies.NONE;
        for (int millis = 1; millis <= 1000; millis++) {
            all = all.plus(Latencies.of(millis));
        }

        assertThat(all.percentile(0.5).orElseThrow()).isCloseTo(0.5, within(0.1));
        assertThat(all.percentile(0.95).orElseThrow()).isCloseTo(0.95, within(0.19));
        assertThat(all.percentile(1).orElseThrow()).isCloseTo(1.0, within(0.2));
        assertThat(Latencies.NONE.percentile(0.5)).isEmpty();
        assertThat(Latencies.of(Long.MAX_VALUE).percentile(0.5).orElseThrow()).isLessThan(2500);
    }

    private void computed(int batch, long millis) {
        recorder.saw(
                job(State.SUCCEEDED, CacheStatus.MISS, millis)
                        .setExecution(Execution.newBuilder().setBatchSize(batch).setInferUs(40_000))
                        .addAttempts(Attempt.newBuilder().setNumber(1).setWorker("w1"))
                        .setStartedAt(now - millis + 10)
                        .build());
    }

    private JobState.Builder job(State state, CacheStatus cache, long millis) {
        return JobState.newBuilder()
                .setJobId("job")
                .setState(state)
                .setModel(ModelRef.newBuilder().setName("eyes"))
                .setLane(Lane.BULK)
                .setCreatedAt(now - millis)
                .setFinishedAt(now)
                .setCache(CacheInfo.newBuilder().setStatus(cache));
    }

    private DeliveryAttempt attempt(AttemptOutcome outcome) {
        return DeliveryAttempt.newBuilder().setStartedAt(now).setOutcome(outcome).build();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }
}
