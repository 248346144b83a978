package io.forebay.simulation.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronWindowTest {

    /** 2026-01-05 is a Monday, and Berlin is an hour ahead of UTC in January, two in July. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-05T05:29:59Z, false",
        "2026-01-05T05:30:00Z, true",
        "2026-01-05T18:59:59Z, true",
        "2026-01-05T19:00:00Z, false",
        "2026-01-10T12:00:00Z, false",
        "2026-07-06T04:30:00Z, true",
        "2026-07-06T18:00:00Z, false"
    })
    void workingHoursAreOpenInTheirOwnZone(Instant now, boolean open) {
        assertThat(window("30 6 * * 1-5", "0 20 * * 1-5", "Europe/Berlin").isOpen(now))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T23:30:00Z, true",
        "2026-01-06T01:30:00Z, true",
        "2026-01-06T02:30:00Z, false"
    })
    void aWindowMayPassMidnight(Instant now, boolean open) {
        assertThat(window("0 22 * * *", "0 2 * * *", "UTC").isOpen(now)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "'*/15 8-9 * * mon,wed', 2026-01-05T09:46:00Z, 2026-01-07T08:00:00Z",
        "'0 0 13 * 5', 2026-01-06T00:00:00Z, 2026-01-09T00:00:00Z",
        "'0 0 29 feb *', 2026-01-06T00:00:00Z, 2028-02-29T00:00:00Z",
        "'5/20 * * * *', 2026-01-06T00:25:00Z, 2026-01-06T00:45:00Z"
    })
    void findsTheNextTime(String schedule, Instant now, Instant next) {
        assertThat(CronTime.parse(schedule).after(now.atZone(java.time.ZoneOffset.UTC)).toInstant())
                .isEqualTo(next);
    }

    @Test
    void whatIsNoScheduleIsRefused() {
        assertThatThrownBy(() -> window("0 25 * * *", "0 20 * * *", "UTC"))
                .hasMessageContaining("0 25 * * *");
        assertThatThrownBy(() -> window("0 8 * *", "0 20 * * *", "UTC"))
                .hasMessageContaining("expected 5 fields");
        assertThatThrownBy(() -> CronWindow.of(Map.of("start", "0 8 * * *")))
                .hasMessageContaining("end");
    }

    private static CronWindow window(String start, String end, String zone) {
        return CronWindow.of(Map.of("start", start, "end", end, "timezone", zone));
    }
}
