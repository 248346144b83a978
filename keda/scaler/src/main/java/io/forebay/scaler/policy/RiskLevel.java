package io.forebay.scaler.policy;

/**
 * The quantile to plan for, q = C_miss / (C_miss + C_gpu), whose cost ratio follows the share of
 * waits that missed the SLO, so that the share settles at the one allowed whatever the traffic is
 * like: adaptive conformal inference (Gibbs and Candes, 2021). Confined to its policy.
 */
final class RiskLevel {

    private static final double DAY = 86_400;

    private final double target;
    private final double gain;
    private final double lowest;
    private final double highest;
    private double logRatio;
    private double daily;
    private double seconds;

    RiskLevel(PolicyConfig config) {
        target = config.missTarget();
        gain = config.riskGain();
        lowest = Math.log(config.lowestMissToGpu());
        highest = Math.log(config.highestMissToGpu());
        logRatio = Math.log(config.missToGpu());
    }

    void observe(WaitMeter.Served served, double elapsed) {
        seconds += elapsed;
        double memory = Math.min(seconds, DAY);
        daily += served.items() - daily * (elapsed / Math.max(memory, elapsed));
        double aDay = daily * DAY / Math.max(memory, 1);
        if (aDay > 0) {
            double excess = (served.late() - target * served.items()) / aDay;
            logRatio = Math.clamp(logRatio + gain * excess, lowest, highest);
        }
    }

    double costRatio() {
        return Math.exp(logRatio);
    }

    double quantile() {
        double ratio = costRatio();
        return ratio / (ratio + 1);
    }
}
