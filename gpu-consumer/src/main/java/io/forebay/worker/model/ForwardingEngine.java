package io.forebay.worker.model;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.InferenceInput;
import java.time.Duration;
import java.util.List;

/** An engine that is another one in all but what it says itself. */
public interface ForwardingEngine extends Engine {

    /** The other one. */
    Engine engine();

    @Override
    default Model model() {
        return engine().model();
    }

    @Override
    default Prepared prepare(InferenceInput input) {
        return engine().prepare(input);
    }

    @Override
    default RunOutcome run(List<Prepared> batch, Duration timeout) {
        return engine().run(batch, timeout);
    }

    @Override
    default int maxRows() {
        return engine().maxRows();
    }

    @Override
    default void warmUp(int rows) {
        engine().warmUp(rows);
    }

    @Override
    default List<Timing> timings() {
        return engine().timings();
    }

    @Override
    default String executionProvider() {
        return engine().executionProvider();
    }

    @Override
    default String precision() {
        return engine().precision();
    }

    @Override
    default void close() {
        engine().close();
    }
}
