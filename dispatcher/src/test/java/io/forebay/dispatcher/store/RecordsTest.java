package io.forebay.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.dispatcher.flight.Flight;
import io.forebay.dispatcher.flight.InTheAir;
import io.forebay.dispatcher.flight.Landed;
import io.forebay.dispatcher.flight.Origin;
import io.forebay.dispatcher.flight.Plan;
import io.forebay.dispatcher.job.Card;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.dispatcher.job.Queued;
import io.forebay.dispatcher.job.Running;
import io.forebay.dispatcher.job.Track;
import io.forebay.dispatcher.slot.Berth;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.Transition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecordsTest {

    private static final FlightKey KEY = FlightKey.of(new byte[32]);
    private static final List<Attempt> FAILURES =
            List.of(Attempt.newBuilder().setNumber(1).setWorker("w").build());
    private static final JobId ID =
            new JobIdMint(new byte[16], InstantSource.system(), new Random(1), Duration.ofDays(1))
                    .mint("acme", KEY.route());

    private static final List<Transition> HISTORY =
            List.of(
                    Transition.newBuilder().setVersion(1).setState(State.QUEUED).setAt(5).build(),
                    Transition.newBuilder().setVersion(2).setState(State.RUNNING).build());

    @Test
    void flightsComeBackAsTheyWere() {
        Plan plan =
                new Plan(
                        "job",
                        ModelRef.newBuilder().setName("resnet").build(),
                        FlightPolicy.newBuilder().setMaxAttempts(3).build(),
                        true);
        assertComesBack(
                new InTheAir(
                        KEY,
                        plan,
                        Lane.BULK,
                        7,
                        true,
                        false,
                        false,
                        FAILURES,
                        new Berth("acme", Lane.BULK, 3)));
        assertComesBack(
                new InTheAir(
                        KEY, plan, Lane.INTERACTIVE, 1, false, true, true, List.of(), Berth.NONE));
        assertComesBack(
                new Landed(
                        KEY,
                        "resnet/1",
                        Payload.newBuilder().setInline(ByteString.copyFromUtf8("x")).build(),
                        Execution.newBuilder().setBatchSize(2).build(),
                        10,
                        20,
                        new Origin("job", "acme")));
    }

    @Test
    void jobsComeBackAsTheyWere() {
        Submission submission =
                Submission.newBuilder()
                        .setJobId(ID.text())
                        .setFlightKey(KEY.bytes())
                        .putMetadata("a", "b")
                        .build();
        Card card = new Card(ID, KEY, submission);
        assertComesBack(new Queued(new Track(card, 1, 2, true, false, FAILURES, HISTORY), 30));
        assertComesBack(
                new Running(new Track(card, 1, 3, false, true, List.of(), List.of()), 40, 50));
    }

    private static void assertComesBack(Flight flight) {
        assertThat(FlightRecords.read(KEY, FlightRecords.write(flight))).isEqualTo(flight);
    }

    private static void assertComesBack(OpenJob job) {
        assertThat(JobRecords.read(JobRecords.write(job))).isEqualTo(job);
    }
}
