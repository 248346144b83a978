package io.forebay.loadtests.peers.measure;

/** Runs a step again while the machine was not quiet. */
final class Tries {

    private final Quiet quiet;

    Tries(Quiet quiet) {
        this.quiet = quiet;
    }

    /** One run of a step. */
    interface Run {
        Figures run() throws InterruptedException;
    }

    /** The first quiet run; the least disturbed one, marked as such, when there is none. */
    Figures of(Run step) throws InterruptedException {
        Figures best = step.run();
        int tries = 1;
        while (quiet.isDisturbed(best.foreignShare()) && tries <= quiet.repeats()) {
            Figures again = step.run();
            tries++;
            best = again.foreignShare() < best.foreignShare() ? again : best;
        }
        return best.afterTries(tries, quiet.isDisturbed(best.foreignShare()));
    }
}
