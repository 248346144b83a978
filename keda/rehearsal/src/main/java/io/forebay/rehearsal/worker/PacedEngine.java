package io.forebay.rehearsal.worker;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import java.time.Duration;
import java.util.List;

/**
 * A model on a device that takes a fixed time for each row and no processor meanwhile, as a GPU
 * would: several workers then fit into a few cores. The model runs, too. Confined as its engine.
 */
final class PacedEngine implements Engine {

    /** Small, so that a batch ends within seconds. */
    private static final int ROWS = 4;

    private final Engine engine;
    private final Duration perRow;

    PacedEngine(Engine engine, Duration perRow) {
        this.engine = engine;
        this.perRow = perRow;
    }

    @Override
    public Model model() {
        return engine.model();
    }

    @Override
    public Prepared prepare(InferenceInput input) {
        return engine.prepare(input);
    }

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

    @Override
    public String executionProvider() {
        return engine.executionProvider();
    }

    @Override
    public String precision() {
        return engine.precision();
    }

    @Override
    public void close() {
        engine.close();
    }
}
