package io.forebay.scaler.forecast;

import java.util.List;

/**
 * The demand over the coming minutes, as the expert sees it that was best of late at this very
 * horizon. Confined to the policy that owns it.
 *
 * <p>Every expert's opinion is kept until its minutes have passed; then its residual and its
 * pinball loss (Koenker and Bassett 1978) are counted, discounted by age. An expert that had none
 * sleeps (Freund, Schapire, Singer and Warmuth 1997): it is charged what was followed instead, so
 * that it wakes as an equal of the best, and the first day with a yesterday can follow it.
 */
public final class DemandForecast {

    private final List<Expert> experts;
    private final Residuals[] residuals;
    private final double[] losses;
    private double persistenceLoss;
    private final double forget;
    private final SloDemand demand;
    private final int horizon;
    private final int margin;
    private final double[][] said;
    private final double[][] raised;
    private final double[] persisted;
    private final double[] followed;
    private final double[] coming;
    private final double[] past;
    private long scored;
    private Forecast latest = Forecast.NONE;

    /**
     * @param horizon bins ahead
     * @param slack seconds of waiting that a burst may use
     */
    public DemandForecast(ForecastConfig config, int horizon, double slack) {
        experts = config.experts();
        demand = new SloDemand(slack);
        this.horizon = horizon;
        margin = config.seasonMargin();
        residuals = new Residuals[experts.size()];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = new Residuals(config.residualHalfLife());
        }
        losses = new double[experts.size()];
        forget = Math.pow(2, -1 / config.lossHalfLife());
        said = new double[experts.size()][horizon + 1];
        raised = new double[experts.size()][horizon + 1];
        persisted = new double[horizon + 1];
        followed = new double[horizon + 1];
        coming = new double[horizon + margin];
        past = new double[horizon];
    }

    public Forecast latest() {
        return latest;
    }

    /**
     * Looks ahead again, after a bin has ended.
     *
     * @param floor demand too small to matter: the unit of ratios, per second
     * @param q the level to be enough at, 0 to 1
     */
    public Forecast look(ArrivalBins history, double floor, double q) {
        score(history, floor, q);
        int slot = (int) (history.size() % (horizon + 1));
        int best = -1;
        for (int i = 0; i < said.length; i++) {
            boolean heard = experts.get(i).expect(history, coming);
            int width = experts.get(i) instanceof Expert.SeasonalNaive ? coming.length : horizon;
            said[i][slot] = heard ? demand.of(coming, 0, width) : Double.NaN;
            raised[i][slot] =
                    heard ? floor * residuals[i].raised(said[i][slot] / floor, q) : Double.NaN;
            if (heard && (best < 0 || losses[i] < losses[best])) {
                best = i;
            }
        }
        persisted[slot] = history.at(0) / ArrivalBins.SECONDS;
        followed[slot] = best < 0 ? persisted[slot] : raised[best][slot];
        latest = best < 0 ? Forecast.NONE : forecast(best, slot, q);
        return latest;
    }

    private Forecast forecast(int best, int slot, double q) {
        boolean trusted = scored < 2L * horizon || losses[best] <= persistenceLoss;
        return new Forecast(
                raised[best][slot],
                experts.get(best).title(),
                said[best][slot],
                q,
                losses[best],
                persistenceLoss,
                trusted);
    }

    /** The opinions of {@code horizon} bins ago can be judged now. */
    private void score(ArrivalBins history, double floor, double q) {
        if (history.size() <= horizon) {
            return;
        }
        for (int ahead = 0; ahead < horizon; ahead++) {
            past[ahead] = history.at(horizon - 1 - ahead);
        }
        double was = demand.of(past, 0, horizon);
        int slot = (int) ((history.size() - horizon) % (horizon + 1));
        for (int i = 0; i < said.length; i++) {
            if (!Double.isNaN(said[i][slot])) {
                residuals[i].add(said[i][slot] / floor, was / floor);
                losses[i] = discounted(losses[i], pinball(was, raised[i][slot], q));
            } else {
                losses[i] = discounted(losses[i], pinball(was, followed[slot], q));
            }
        }
        persistenceLoss = discounted(persistenceLoss, pinball(was, persisted[slot], q));
        scored++;
    }

    private double discounted(double loss, double newest) {
        return forget * loss + (1 - forget) * newest;
    }

    private static double pinball(double was, double said, double q) {
        return was > said ? q * (was - said) : (1 - q) * (said - was);
    }
}
