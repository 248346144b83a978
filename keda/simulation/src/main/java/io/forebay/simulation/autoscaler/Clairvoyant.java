package io.forebay.simulation.autoscaler;

import io.forebay.simulation.cluster.Autoscaler;
import io.forebay.simulation.cluster.ClusterView;
import io.forebay.simulation.cluster.Setting;
import io.forebay.simulation.cluster.Simulation;

/**
 * The rule of max(lag, rate) with the arrivals to come known: the largest rate until a worker
 * ordered now is ready. Confined to one run.
 */
final class Clairvoyant implements Autoscaler {

    private static final int RATE_STEPS = 12;

    private final Setting setting;
    private final double utilisation;
    private final int max;
    private final double[] largest;

    Clairvoyant(Setting setting, double[] arrivals, double utilisation, double hold, int max) {
        this.setting = setting;
        this.utilisation = utilisation;
        this.max = max;
        int ahead = (int) Math.ceil((setting.coldStart() + hold) / Simulation.STEP);
        largest = slidingMaximum(rates(arrivals), ahead);
    }

    @Override
    public int replicas(ClusterView seen) {
        int step = (int) Math.round(seen.now() / Simulation.STEP);
        double rate = largest[step];
        double allowed = seen.rate() * setting.waitSlo() / 2;
        double backlog = Math.max(0, seen.lag() - allowed - setting.mu() * seen.ready() * 15);
        double need =
                rate / (setting.mu() * utilisation) + backlog / (setting.mu() * setting.waitSlo());
        return (int) Math.min(max, Math.ceil(need - 1e-9));
    }

    private static double[] rates(double[] arrivals) {
        double[] rates = new double[arrivals.length];
        double sum = 0;
        for (int i = 0; i < arrivals.length; i++) {
            sum += arrivals[i] - (i >= RATE_STEPS ? arrivals[i - RATE_STEPS] : 0);
            rates[i] = Math.max(0, sum) / (RATE_STEPS * Simulation.STEP);
        }
        return rates;
    }

    private static double[] slidingMaximum(double[] values, int ahead) {
        double[] largest = new double[values.length];
        int[] queue = new int[values.length];
        int first = 0;
        int size = 0;
        for (int i = values.length - 1; i >= 0; i--) {
            while (size > 0 && values[queue[first + size - 1]] <= values[i]) {
                size--;
            }
            queue[first + size++] = i;
            if (queue[first] > i + ahead) {
                first++;
                size--;
            }
            largest[i] = values[queue[first]];
        }
        return largest;
    }
}
