package io.forebay.loadtests.worker;

import io.forebay.worker.model.Engine;
import io.forebay.worker.model.ForwardingEngine;

/**
 * An engine whose runs are no larger than asked for, so that both sides of a comparison run the
 * same batches.
 *
 * @param most rows of a run
 */
record CappedEngine(Engine engine, int most) implements ForwardingEngine {

    @Override
    public int maxRows() {
        return Math.min(most, engine.maxRows());
    }
}
