package io.forebay.ingest.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LatestTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Latest<Integer> latest = new Latest<>(Duration.ofSeconds(1));
    private int looks;

    @Test
    void looksOnceForAllWhoAskWithinASecond() {
        assertThat(ask(NOON)).isEqualTo(1);
        assertThat(ask(NOON.plusMillis(999))).isEqualTo(1);
        assertThat(ask(NOON.plusMillis(1000))).isEqualTo(2);
    }

    @Test
    void whatWasSeenLaterIsFreshFromThenOn() {
        ask(NOON);
        ask(NOON.plusSeconds(5));
        assertThat(ask(NOON.plusMillis(5_900))).isEqualTo(2);
    }

    private int ask(Instant now) {
        return latest.at(now, _ -> ++looks);
    }
}
