package io.forebay.worker.model;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.InferenceInput;
import java.time.Duration;
import java.util.List;

/** One model, loaded on one device. */
public interface Engine extends AutoCloseable {

    Model model();

    /**
     * Checks an input and makes it ready to run: decodes, resizes and normalises images, checks
     * names, types and shapes of tensors. Safe for use by several threads, also while it is closed
     * and after; takes no device.
     *
     * @throws io.forebay.schemas.problem.ProblemException when the input does not fit the model: a
     *     permanent error
     */
    Prepared prepare(InferenceInput input);

    /**
     * Runs inputs of one {@linkplain Prepared#bucket bucket} together and postprocesses each.
     * Confined to the device thread.
     *
     * @param batch at least one; rows at most {@link #maxRows()} unless it is a single input
     * @param timeout after which the run is terminated
     */
    RunOutcome run(List<Prepared> batch, Duration timeout);

    /** Rows in one run; 1 for a model with a fixed batch. */
    int maxRows();

    /**
     * Runs made-up inputs of 1, 2, 4 ... rows, so that the first real batches do not pay for what
     * is prepared once per shape. Never fails. Confined to the device thread.
     *
     * @param rows the largest batch to expect
     */
    default void warmUp(int rows) {
        // Nothing to prepare, unless the engine says so.
    }

    /**
     * How long the warm-up's runs took, where they stand for all: empty for a model whose inputs
     * have other dimensions of any size.
     */
    default List<Timing> timings() {
        return List.of();
    }

    /** The execution provider in use, such as {@code cpu} or {@code cuda}. */
    String executionProvider();

    /** The precision of the model's inputs, such as {@code fp32}. */
    String precision();

    /**
     * Frees the model. Never call it while {@link #run} is under way: that would crash the process.
     */
    @Override
    void close();
}
