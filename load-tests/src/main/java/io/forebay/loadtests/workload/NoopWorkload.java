package io.forebay.loadtests.workload;

import io.forebay.loadtests.answer.Answer;
import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.random.SeededBits;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Random bytes, of which 64 must come back as they went: all of them of {@code noop}, every so many
 * where there are more.
 */
public final class NoopWorkload implements Workload {

    private final String model;
    private final int bytes;
    private final List<InputTensor> inputs;

    /** Of the model {@code noop}. */
    public NoopWorkload() {
        this(BenchModels.NOOP, BenchModels.NOOP_BYTES);
    }

    /**
     * @param model that gives back 64 bytes, from the first on and equally far apart
     * @param bytes of an input: a multiple of 64
     */
    public NoopWorkload(String model, int bytes) {
        if (bytes < BenchModels.NOOP_BYTES || bytes % BenchModels.NOOP_BYTES != 0) {
            throw new IllegalArgumentException("bytes must be a multiple of 64, not " + bytes);
        }
        this.model = model;
        this.bytes = bytes;
        this.inputs =
                List.of(new InputTensor(BenchModels.INPUT, Datatype.UINT8, Shape.of(1, bytes)));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public List<InputTensor> inputs() {
        return inputs;
    }

    @Override
    public void fill(long content, byte[] into, int from) {
        LittleEndian.fill(new SeededBits(content), into, from, bytes);
    }

    @Override
    public Optional<String> fault(long content, Answer answer) {
        if (!answer.hasShape(1, BenchModels.NOOP_BYTES)
                || answer.valueCount() != BenchModels.NOOP_BYTES) {
            return Optional.of("the output is not [1,64]");
        }
        byte[] input = new byte[bytes];
        fill(content, input, 0);
        int apart = bytes / BenchModels.NOOP_BYTES;
        for (int i = 0; i < BenchModels.NOOP_BYTES; i++) {
            if (answer.value(i) != (input[i * apart] & 0xFF)) {
                return Optional.of("the output is not the input");
            }
        }
        return Optional.empty();
    }
}
