package io.forebay.schemas.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobIdMint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedisKeysTest {

    @Test
    void aFlightAndItsJobsShareThePartitionsHashTag() {
        FlightKey flight = FlightKey.parseHex("ffffffff" + "00".repeat(28));
        var id =
                new JobIdMint(
                                new byte[16],
                                InstantSource.system(),
                                new Random(1),
                                Duration.ofHours(1))
                        .mint("acme", flight.route());
        RedisKeys keys = new RedisKeys(24);

        assertThat(keys.job(id)).startsWith("fb:{15}:job:job_");
        assertThat(keys.flight(flight)).startsWith("fb:{15}:flight:ffffffff");
        assertThat(keys.position(keys.partition(id))).isEqualTo("fb:{15}:position");
    }

    @Test
    void aPositionReadsBackAsItWasWritten() {
        for (ViewPosition position :
                new ViewPosition[] {new ViewPosition(0, true), new ViewPosition(42, false)}) {
            assertThat(ViewPosition.parse(position.text())).contains(position);
        }
        assertThat(ViewPosition.parse("nonsense")).isEmpty();
        assertThat(ViewPosition.parse("")).isEmpty();
        assertThat(ViewPosition.parse("+42")).isEmpty();
        assertThat(ViewPosition.parse("rebuilding:-42")).isEmpty();
    }

    @Test
    void anEntryHasOneSpelling() {
        String id = "job_" + "0".repeat(40);
        assertThat(IndexEntry.parse("1800000000000:" + id).map(IndexEntry::text))
                .contains("1800000000000:" + id);
        assertThat(IndexEntry.parse("+180000000000:" + id)).isEmpty();
        assertThat(IndexEntry.parse("1800000000000-" + id)).isEmpty();
    }
}
