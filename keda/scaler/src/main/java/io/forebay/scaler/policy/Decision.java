package io.forebay.scaler.policy;

import io.forebay.scaler.forecast.Forecast;

/**
 * How many workers there should be, and every term of the reason. Rates per second, times in
 * seconds, the rest in workers.
 *
 * @param replicas the answer
 * @param withoutForecast the answer if there were no forecast: what shadow mode asks for
 * @param rate arrivals now (lambda)
 * @param mu what one worker does
 * @param coldStart how long one takes to be ready (L)
 * @param reactive needed for the present rate
 * @param ahead needed within a cold start, by forecast
 * @param kept needed within a cold start and the hold, by forecast
 * @param backlog needed beyond these to work off what waits
 * @param scheduleFloor demanded by the schedule
 * @param atLeast what is scaled out to
 * @param atMost what is scaled in to
 * @param bounded whether the cost cap or the maximum took workers away
 * @param costRatio C_miss / C_gpu
 * @param lateShare the share of waits that missed the SLO of late
 */
public record Decision(
        int replicas,
        int withoutForecast,
        double rate,
        double mu,
        double coldStart,
        double reactive,
        double ahead,
        double kept,
        double backlog,
        int scheduleFloor,
        int atLeast,
        int atMost,
        boolean bounded,
        double costRatio,
        double lateShare,
        Forecast forecast,
        Forecast keepForecast) {}
