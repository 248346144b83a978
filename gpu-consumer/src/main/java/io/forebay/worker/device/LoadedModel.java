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
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * A model that can run, and closes only when nobody uses it. Preparing is safe on any thread;
 * running, recycling and closing are confined to the device thread.
 */
public final class LoadedModel {

    private final Model model;
    private final Function<Model, Optional<Engine>> source;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private Engine engine;
    private boolean closed;

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
        use.readLock().lock();
        try {
            return closed ? Optional.empty() : Optional.of(engine.prepare(input));
        } finally {
            use.readLock().unlock();
        }
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
        use.writeLock().lock();
        try {
            engine.close();
            engine =
                    source.apply(model)
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "the files of model " + model.name() + " are gone"));
        } finally {
            use.writeLock().unlock();
        }
    }

    void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                engine.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
