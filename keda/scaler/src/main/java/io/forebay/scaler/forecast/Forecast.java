package io.forebay.scaler.forecast;

/**
 * What one look ahead says.
 *
 * @param demand the service rate that will be enough, per second
 * @param expert who said so
 * @param point what it said before its residual quantile was added, per second
 * @param quantile the level of that quantile, 0 to 1
 * @param loss its discounted pinball loss at this horizon, per second
 * @param persistenceLoss the loss of saying that the last minute goes on
 * @param trusted whether it has shown more skill than persistence; when not, it does not count
 */
public record Forecast(
        double demand,
        String expert,
        double point,
        double quantile,
        double loss,
        double persistenceLoss,
        boolean trusted) {

    static final Forecast NONE = new Forecast(0, "none", 0, 0, 0, 0, false);

    /** How much better than persistence: 1 = perfect, 0 = no better. */
    public double skill() {
        return persistenceLoss == 0 ? 0 : 1 - loss / persistenceLoss;
    }
}
