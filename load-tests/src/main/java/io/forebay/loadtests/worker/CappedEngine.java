package io.forebay.loadtests.worker;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.Timing;
import java.time.Duration;
import java.util.List;

/**
 * An engine whose runs are no larger than asked for, so that both sides of a comparison run the
 * same batches.
 *
 * @param most rows of a run
 */
record CappedEngine(Engine engine, int most) implements Engine {

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
        return engine.run(batch, timeout);
    }

    @Override
    public int maxRows() {
        return Math.min(most, engine.maxRows());
    }

    @Override
    public void warmUp(int rows) {
        engine.warmUp(rows);
    }

    @Override
    public List<Timing> timings() {
        return engine.timings();
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
