package io.forebay.rehearsal.worker;

import io.forebay.worker.model.Engine;
import io.forebay.worker.model.ForwardingEngine;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.Timing;
import java.time.Duration;
import java.util.List;

/**
 * A model on a device that takes a fixed time for each row and no processor meanwhile, as a GPU
 * would: several workers then fit into a few cores. The model runs, too. Confined as its engine.
 *
 * @param perRow how long the device takes for one
 */
record PacedEngine(Engine engine, Duration perRow) implements ForwardingEngine {

    /** Small, so that a batch ends within seconds. */
    private static final int ROWS = 4;

    @Override
    public RunOutcome run(List<Prepared> batch, Duration timeout) {
        try {
            Thread.sleep(perRow.multipliedBy(batch.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return engine.run(batch, timeout);
    }

    @Override
    public int maxRows() {
        return Math.min(ROWS, engine.maxRows());
    }

    /** The pace is known; there is nothing to learn. */
    @Override
    public void warmUp(int rows) {}

    /** Those of the engine say nothing of the pace. */
    @Override
    public List<Timing> timings() {
        return List.of();
    }
}
