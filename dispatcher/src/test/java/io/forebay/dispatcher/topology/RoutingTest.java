package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.Submission;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class RoutingTest {

    private final Jobs jobs = new Jobs(new TestClock());

    @Test
    void sendsAllAboutAFlightToItsPartition() {
        for (int i = 0; i < 100; i++) {
            Submission job = jobs.about("content " + i);
            int partition = new FlightKey(job.getFlightKey()).route().partition(24);

            assertThat(
                            Routing.byLetterKey()
                                    .partitions(
                                            "t",
                                            job.getFlightKey().toByteArray(),
                                            "",
                                            new RecordHeaders(),
                                            24))
                    .hasValue(Set.of(partition));
            assertThat(
                            Routing.byJobId()
                                    .partitions("t", job.getJobId(), "", new RecordHeaders(), 24))
                    .hasValue(Set.of(partition));
        }
    }
}
