package io.forebay.worker.poll;

import java.util.concurrent.Semaphore;

/**
 * The turn to run a suspect alone: one for all lanes of a process, so that it is known which one
 * took the process along. Safe for use by several threads.
 */
public final class LoneRun {

    private final Semaphore turn = new Semaphore(1);

    boolean take() {
        return turn.tryAcquire();
    }

    void giveBack() {
        turn.release();
    }
}
