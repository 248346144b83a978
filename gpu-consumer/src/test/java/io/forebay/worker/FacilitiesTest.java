package io.forebay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.poll.Intake;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FacilitiesTest {

    @TempDir private Path directory = Path.of("");

    private final MockClients clients = new MockClients(true);
    private Facilities facilities = facilities("{}");

    private static final Intake NOBODY =
            new Intake() {
                @Override
                public long weigh(WorkItem item, int recordBytes) {
                    return 0;
                }

                @Override
                public void accept(List<Attempt> attempts) {}

                @Override
                public void purge() {}
            };

    @AfterEach
    void stop() {
        facilities.close();
    }

    @Test
    void aLaneOfAShareGroupHasAsManyMembersAsItsModelSays() {
        assertThat(pollers("{ group: share, members: 3 }")).isEqualTo(3);
        assertThat(clients.handfuls()).containsExactly(8, 8, 8);
    }

    @Test
    void aLaneOfAGroupOfConsumersHasOne() {
        assertThat(pollers("{ group: consumer }")).isEqualTo(1);
        assertThat(clients.handfuls()).isEmpty();
    }

    @Test
    void aMemberTakesNoMoreThanItsLaneMayHave() {
        facilities.close();
        facilities = facilities("{ interactive: { max-items: 5 } }");
        assertThat(pollers("{ group: share, max-poll-records: 6 }")).isEqualTo(1);
        assertThat(clients.handfuls()).containsExactly(5);
    }

    private int pollers(String consumption) {
        return facilities
                .pollers(
                        Items.model("v1", "consumption: " + consumption + "\n"),
                        Lane.INTERACTIVE,
                        NOBODY)
                .size();
    }

    private Facilities facilities(String config) {
        return Facilities.open(
                ConfigReader.withoutEnvironment().read(config, "test", WorkerConfig.class),
                "w1",
                clients,
                new TestClock(),
                new DirectoryPayloadStore(directory),
                new WithdrawnFlights(10, Duration.ofHours(1)),
                new SimpleMeterRegistry());
    }
}
