package io.forebay.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DemandForecastTest {

    private final ArrivalBins bins = new ArrivalBins();
    private final DemandForecast forecast = new DemandForecast(ForecastConfig.DEFAULT, 4, 30);

    @Test
    void aSeasonIsBelievedOnceItHasBeenSeen() {
        Forecast latest = look(3 * 1_440, minute -> minute % 1_440 < 30 ? 600 : 0);
        assertThat(latest.expert()).startsWith("seasonal");
        assertThat(latest.trusted()).isTrue();
        assertThat(latest.demand()).isEqualTo(10, within(1.5));
    }

    @Test
    void theResidualQuantileCoversAsOftenAsItSays() {
        Random random = new Random(1);
        DemandForecast nextMinute = new DemandForecast(ForecastConfig.DEFAULT, 1, 0);
        int covered = 0;
        double said = 0;
        for (int minute = 0; minute < 6_000; minute++) {
            double arrivals = 600 + 60 * random.nextGaussian();
            if (minute >= 2_000 && arrivals / 60 <= said) {
                covered++;
            }
            bins.add(arrivals);
            said = nextMinute.look(bins, 0.25, 0.9).demand();
        }
        // often.
        assertThat(covered / 4_000.0).isBetween(0.87, 0.94);
    }

    @Test
    void whatIsWorseThanPersistenceDoesNotCount() {
        look(2_000, minute -> 60);
        Forecast never = new Forecast(2, "level-1", 1, 0.9, 3, 2, false);
        assertThat(never.skill()).isNegative();
        Forecast steady = forecast.latest();
        assertThat(steady.loss()).isLessThanOrEqualTo(steady.persistenceLoss() + 1e-9);
    }

    private Forecast look(int minutes, IntToDoubleFunction arrivals) {
        for (int minute = 0; minute < minutes; minute++) {
            bins.add(arrivals.applyAsDouble(minute));
            forecast.look(bins, 0.25, 0.95);
        }
        return forecast.latest();
    }
}
