package io.forebay.loadtests.workload;

import io.forebay.loadtests.answer.Answer;
import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.random.SeededBits;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** 64 random bytes, which must come back as they went. */
public final class NoopWorkload implements Workload {

    private static final List<InputTensor> INPUTS =
            List.of(
                    new InputTensor(
                            BenchModels.INPUT,
                            Datatype.UINT8,
                            Shape.of(1, BenchModels.NOOP_BYTES)));

    @Override
    public String model() {
        return BenchModels.NOOP;
    }

    @Override
    public List<InputTensor> inputs() {
        return INPUTS;
    }

    @Override
    public void fill(long content, byte[] into, int from) {
        LittleEndian.fill(new SeededBits(content), into, from, BenchModels.NOOP_BYTES);
    }

    @Override
    public Optional<String> fault(long content, Answer answer) {
        if (!answer.hasShape(1, BenchModels.NOOP_BYTES)
                || answer.valueCount() != BenchModels.NOOP_BYTES) {
            return Optional.of("the output is not [1,64]");
        }
        byte[] expected = new byte[BenchModels.NOOP_BYTES];
        fill(content, expected, 0);
        for (int i = 0; i < expected.length; i++) {
            if (answer.value(i) != (expected[i] & 0xFF)) {
                return Optional.of("the output is not the input");
            }
        }
        return Optional.empty();
    }
}
