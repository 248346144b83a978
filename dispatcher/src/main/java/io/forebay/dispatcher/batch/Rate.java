package io.forebay.dispatcher.batch;

import io.forebay.schemas.wire.BatchState;

/** How fast lines end: an average that forgets exponentially, so that it needs no history. */
final class Rate {

    /** Milliseconds after which what was seen weighs 1/e. */
    private static final double MEMORY_MS = 15_000;

    private Rate() {}

    /** One more line has ended. */
    static void ended(BatchState.Builder batch, long now) {
        double kept =
                batch.getRateAt() == 0
                        ? 0
                        : batch.getRate()
                                * Math.exp(-Math.max(0, now - batch.getRateAt()) / MEMORY_MS);
        batch.setRate(kept + 1000 / MEMORY_MS).setRateAt(now);
    }
}
