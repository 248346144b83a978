package io.forebay.loadtests.workload;

import io.forebay.loadtests.answer.Answer;
import java.util.List;
import java.util.Optional;

/** One model's inputs and what must come back for them. Safe for use by several threads. */
public sealed interface Workload permits NoopWorkload, ConvWorkload, AnyWorkload {

    /** The model's name. */
    String model();

    /** The tensors of a request, in order. */
    List<InputTensor> inputs();

    /** Writes the bytes of all tensors of this content, in order, at {@code from}. */
    void fill(long content, byte[] into, int from);

    /** What is wrong with an answer, found at little cost; empty when nothing is. */
    Optional<String> fault(long content, Answer answer);

    /**
     * What is wrong with an output when it is computed anew, which may cost milliseconds; empty
     * when nothing is, or when nothing can be computed.
     *
     * @param values the elements of the first output
     */
    default Optional<String> thoroughFault(long content, List<Double> values) {
        return Optional.empty();
    }

    /** Whether {@link #thoroughFault} finds more than {@link #fault}. */
    default boolean isWorthSampling() {
        return false;
    }

    /** Bytes of all tensors of one request. */
    default int bytes() {
        return inputs().stream().mapToInt(InputTensor::bytes).sum();
    }
}
