package io.forebay.client;

import java.time.Duration;

/** Waits between attempts. */
@FunctionalInterface
interface Pause {

    void pause(Duration duration) throws InterruptedException;
}
