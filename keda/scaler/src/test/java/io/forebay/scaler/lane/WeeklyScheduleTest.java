package io.forebay.scaler.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2026-01-05 is a Monday. */
class WeeklyScheduleTest {

    private final WeeklySchedule schedule =
            WeeklySchedule.parse("mon-fri 08:00-18:00 4; sat,sun 22:00-02:00 2", "Europe/Paris");

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T06:59:00Z, 0, 0",
        "2026-01-05T06:59:00Z, 180, 4",
        "2026-01-05T07:00:00Z, 0, 4",
        "2026-01-05T17:00:00Z, 0, 0",
        "2026-01-10T21:30:00Z, 0, 2",
        "2026-01-11T00:30:00Z, 0, 2",
        "2026-01-12T00:30:00Z, 0, 2",
        "2026-01-12T01:30:00Z, 0, 0"
    })
    void demandsItsFloorFromNowUntilAWorkerWouldBeReady(Instant now, int ahead, int floor) {
        double from = now.getEpochSecond();
        assertThat(schedule.between(from, from + ahead)).isEqualTo(floor);
    }
}
