package io.forebay.scaler.policy;

import io.forebay.scaler.forecast.ForecastConfig;

/**
 * The one configuration of the policy, the same for every lane and every trace. Times in seconds.
 *
 * @param utilisation rho: the largest share of its time that a worker is planned to be busy
 * @param rateWindow over which the present rate is taken
 * @param rateWindowColdStarts the same in cold starts, where that is longer: what is over before a
 *     worker could help needs none
 * @param slack the share of the wait SLO that planned bursts may use
 * @param margin by how much earlier than a cold start workers are ordered
 * @param hold for how many cold starts beyond the first a worker that will be needed is kept
 * @param holdAtLeast the same, in seconds
 * @param drain in how many cold starts a backlog should be gone
 * @param drainAtLeast the same, in seconds
 * @param missToGpu what a missed wait costs against an idle worker, at the start: C_miss / C_gpu
 * @param lowestMissToGpu how low that ratio may fall while nothing is missed
 * @param highestMissToGpu how high it may rise
 * @param missTarget the share of waits that may miss the SLO
 * @param riskGain how fast the cost ratio follows what is missed, per day's work missed
 */
public record PolicyConfig(
        double utilisation,
        double rateWindow,
        double rateWindowColdStarts,
        double slack,
        double margin,
        double hold,
        double holdAtLeast,
        double drain,
        double drainAtLeast,
        double missToGpu,
        double lowestMissToGpu,
        double highestMissToGpu,
        double missTarget,
        double riskGain,
        ForecastConfig forecast) {

    public static final PolicyConfig DEFAULT =
            new PolicyConfig(
                    0.97,
                    60,
                    0.3,
                    0.7,
                    60,
                    2,
                    120,
                    0.5,
                    120,
                    19,
                    0.25,
                    699,
                    0.002,
                    200,
                    ForecastConfig.DEFAULT);

    /** The same with another cost ratio to start from. */
    public PolicyConfig withMissToGpu(double ratio) {
        return new PolicyConfig(
                utilisation,
                rateWindow,
                rateWindowColdStarts,
                slack,
                margin,
                hold,
                holdAtLeast,
                drain,
                drainAtLeast,
                Math.clamp(ratio, lowestMissToGpu, highestMissToGpu),
                lowestMissToGpu,
                highestMissToGpu,
                missTarget,
                riskGain,
                forecast);
    }
}
