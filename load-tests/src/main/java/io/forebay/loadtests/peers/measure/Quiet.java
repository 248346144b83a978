package io.forebay.loadtests.peers.measure;

/**
 * What counts as a machine to oneself.
 *
 * @param foreignShare the share of the processors that may go to others, 0 to 1
 * @param repeats how often a step that was disturbed is run again
 */
public record Quiet(double foreignShare, int repeats) {

    private static final int MOST_REPEATS = 100;

    public Quiet {
        if (!(foreignShare >= 0 && foreignShare <= 1)) {
            throw new IllegalArgumentException(
                    "disturbed-above must be 0 to 1, not " + foreignShare);
        }
        if (repeats < 0 || repeats > MOST_REPEATS) {
            throw new IllegalArgumentException(
                    "repeats must be 0 to %d, not %d".formatted(MOST_REPEATS, repeats));
        }
    }

    /** Whether others had more than their share. */
    public boolean isDisturbed(double share) {
        return share > foreignShare;
    }
}
