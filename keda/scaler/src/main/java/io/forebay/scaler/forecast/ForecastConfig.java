package io.forebay.scaler.forecast;

import java.util.List;

/**
 * How forecasts are made.
 *
 * @param residualHalfLife after how many bins a residual counts half
 * @param lossHalfLife after how many bins a loss counts half
 * @param seasonMargin how many bins early a season's bursts are expected
 */
public record ForecastConfig(double residualHalfLife, double lossHalfLife, int seasonMargin) {

    public static final ForecastConfig DEFAULT =
            new ForecastConfig(3 * ArrivalBins.PER_DAY, ArrivalBins.PER_DAY / 2.0, 1);

    List<Expert> experts() {
        return List.of(
                new Expert.Level(1),
                new Expert.Level(5),
                new Expert.Level(ArrivalBins.PER_HOUR),
                new Expert.DampedTrend(5, 0.9),
                new Expert.SeasonalNaive("seasonal-naive-hour", ArrivalBins.PER_HOUR),
                new Expert.SeasonalNaive("seasonal-naive-day", ArrivalBins.PER_DAY),
                new Expert.SeasonalNaive("seasonal-naive-week", ArrivalBins.PER_WEEK),
                new Expert.LevelTimesSeason(10, ArrivalBins.PER_DAY));
    }
}
