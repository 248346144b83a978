package io.forebay.worker.device;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model that can run. Preparing is safe on any thread, and holds nothing up: a decoder may hang.
 * Running, recycling and closing are confined to the device thread.
 */
public final class LoadedModel {

    private final Model model;
    private final Function<Model, Optional<Engine>> source;
    private volatile Engine engine;
    private volatile boolean closed;

    /**
     * @param source where the engine came from
     */
    public LoadedModel(Engine engine, Function<Model, Optional<Engine>> source) {
        this.model = engine.model();
        this.engine = engine;
        this.source = source;
    }

    public Model model() {
        return model;
    }

    /**
     * Makes an input ready to run; empty when the model is gone.
     *
     * @throws io.forebay.schemas.problem.ProblemException when the input does not fit the model
     */
    public Optional<Prepared> prepare(InferenceInput input) {
        if (closed) {
            return Optional.empty();
        }
        Prepared prepared = engine.prepare(input);
        return closed ? Optional.empty() : Optional.of(prepared);
    }

    RunOutcome run(List<Prepared> batch, Duration timeout) {
        return engine.run(batch, timeout);
    }

    int maxRows() {
        return engine.maxRows();
    }

    List<Timing> timings() {
        return engine.timings();
    }

    String executionProvider() {
        return engine.executionProvider();
    }

    String precision() {
        return engine.precision();
    }

    /**
     * Closes the engine and opens a new one: after some failures a session never recovers.
     *
     * @throws IllegalStateException when the model can no longer be opened
     */
    void recycle() {
        engine.close();
        engine =
                source.apply(model)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the files of model " + model.name() + " are gone"));
    }

    void close() {
        if (!closed) {
            closed = true;
            engine.close();
        }
    }
}
