package io.forebay.worker.poll;

import java.util.concurrent.Semaphore;

/**
 * The turn to run a suspect alone: one for all lanes of a process, so that it is known which one
 * took the process along. Safe for use by several threads.
 */
public final class LoneRun {

    /**
     * A worker that models cannot take along dies by what happens to it; once in a while that is in
     * a moment in which a record happens to run alone.
     */
    private static final int DEATHS_OF_A_SHELTERED_WORKER = 2;

    private final Semaphore turn = new Semaphore(1);
    private final boolean sheltered;

    /**
     * @param sheltered whether models run in a process of their own, whose death this one survives
     */
    public LoneRun(boolean sheltered) {
        this.sheltered = sheltered;
    }

    /**
     * How often a worker must have died while a record ran alone for that to be proof against it.
     */
    int proof() {
        return sheltered ? DEATHS_OF_A_SHELTERED_WORKER : 1;
    }

    boolean take() {
        return turn.tryAcquire();
    }

    void giveBack() {
        turn.release();
    }
}
