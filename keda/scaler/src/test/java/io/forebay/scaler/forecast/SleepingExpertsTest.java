package io.forebay.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SleepingExpertsTest {

    private static final int DAY = 1_440;

    /** What others missed before there was a yesterday is not what yesterday is blamed for. */
    @Test
    void yesterdayIsFollowedOnTheFirstDayThatHasOne() {
        ArrivalBins bins = new ArrivalBins();
        DemandForecast forecast = new DemandForecast(ForecastConfig.DEFAULT, 4, 30);
        int followed = 0;
        for (int minute = 0; minute < 2 * DAY; minute++) {
            bins.add(minute % 240 < 60 ? 600 : 0);
            Forecast latest = forecast.look(bins, 0.25, 0.998);
            followed += minute >= DAY + 240 && latest.expert().contains("day") ? 1 : 0;
        }
        assertThat(followed).as("of %d minutes", DAY - 240).isGreaterThan((DAY - 240) / 2);
    }
}
