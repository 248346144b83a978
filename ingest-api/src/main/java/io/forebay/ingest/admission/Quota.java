package io.forebay.ingest.admission;

/**
 * How much a tenant may submit.
 *
 * @param rate requests a second, on average
 * @param burst requests at once
 */
public record Quota(double rate, int burst) {

    public Quota {
        if (!(rate > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "rate must be above 0 and burst at least 1, not %s and %d"
                            .formatted(rate, burst));
        }
    }
}
