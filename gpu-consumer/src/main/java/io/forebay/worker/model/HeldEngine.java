package io.forebay.worker.model;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.InferenceInput;
import java.time.Duration;
import java.util.List;

/** An engine whose files stay where they are until it is closed. */
record HeldEngine(Engine engine, ModelSource.Hold hold) implements Engine {

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
        return engine.maxRows();
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
        try {
            engine.close();
        } finally {
            hold.close();
        }
    }
}
