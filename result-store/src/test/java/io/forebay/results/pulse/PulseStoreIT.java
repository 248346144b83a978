package io.forebay.results.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.fixture.RedisServer;
import io.forebay.results.redis.RedisClient;
import io.forebay.results.redis.RedisConfig;
import io.forebay.schemas.redis.RedisKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PulseStoreIT {

    private static final long NOW = 1_800_000_000_000L;

    private long now = NOW;

    @Test
    void addsWhatEachProcessTellsAndForgetsWhoIsGone(@TempDir Path directory) {
        try (RedisServer server = RedisServer.startOrSkip(directory);
                RedisClient client = RedisClient.connect(RedisConfig.at(server.address()))) {
            PulseStore store = new PulseStore(client, () -> Instant.ofEpochMilli(now));
            assertThat(store.pulse().orElseThrow().slots()).isEmpty();

            store.tell("a", share(2));
            store.tell("b", share(3));
            server.command("HSET " + RedisKeys.PULSE + " c nonsense");
            assertThat(succeeded(store)).isEqualTo(5);

            now += 20_000;
            store.tell("b", share(4));
            assertThat(succeeded(store)).as("a has been silent").isEqualTo(4);
            store.tidy();
            assertThat(server.command("HKEYS " + RedisKeys.PULSE)).isEqualTo("*1\r\n$1\r\nb\r\n");
        }
    }

    @Test
    void saysThatItCannotSay(@TempDir Path directory) {
        RedisServer server = RedisServer.startOrSkip(directory);
        try (RedisClient client = RedisClient.connect(RedisConfig.at(server.address()))) {
            server.close();
            assertThat(new PulseStore(client, Instant::now).pulse()).isEmpty();
        }
    }

    private long succeeded(PulseStore store) {
        return store.pulse().orElseThrow().last(60_000).lanes().stream()
                .mapToLong(lane -> lane.ended().succeeded())
                .sum();
    }

    private Pulse share(long succeeded) {
        LanePulse none = LanePulse.none("m", "bulk");
        LanePulse lane =
                new LanePulse(
                        "m",
                        "bulk",
                        new LanePulse.Ended(succeeded, 0, 0, 0),
                        0,
                        0,
                        succeeded,
                        1,
                        Latencies.of(10),
                        none.queue());
        return new Pulse(
                now,
                List.of(
                        new PulseSlot(
                                PulseSlot.begin(now),
                                List.of(lane),
                                List.of(),
                                DeliveryPulse.NONE)));
    }
}
