package io.forebay.loadtests.workload;

import io.forebay.loadtests.answer.Answer;
import io.forebay.loadtests.random.SeededBits;
import io.forebay.schemas.tensor.Datatype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Random tensors for a model of which only the signature is known; an answer must have an output
 * and all its numbers must be finite.
 */
public final class AnyWorkload implements Workload {

    // Small enough to be a valid index or token for most models.
    private static final int INTEGER_BOUND = 100;

    private final String model;
    private final List<InputTensor> inputs;

    public AnyWorkload(String model, List<InputTensor> inputs) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
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
        SeededBits bits = new SeededBits(content);
        ByteBuffer buffer = ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN).position(from);
        for (InputTensor input : inputs) {
            for (long element = input.shape().elements(); element > 0; element--) {
                put(buffer, input.datatype(), bits.nextDouble());
            }
        }
    }

    @Override
    public Optional<String> fault(long content, Answer answer) {
        if (answer.outputCount() == 0) {
            return Optional.of("there is no output");
        }
        return answer.isFinite() ? Optional.empty() : Optional.of("an output is not finite");
    }

    private static void put(ByteBuffer buffer, Datatype type, double uniform) {
        long integer = (long) (uniform * INTEGER_BOUND);
        switch (type) {
            case BOOL -> buffer.put((byte) (integer & 1));
            case UINT8 -> buffer.put((byte) (uniform * 256));
            case INT8 -> buffer.put((byte) integer);
            case UINT16, INT16 -> buffer.putShort((short) integer);
            case UINT32, INT32 -> buffer.putInt((int) integer);
            case UINT64, INT64 -> buffer.putLong(integer);
            case FP16 -> buffer.putShort(Float.floatToFloat16((float) uniform));
            case BF16 -> buffer.putShort((short) (Float.floatToRawIntBits((float) uniform) >>> 16));
            case FP32 -> buffer.putFloat((float) uniform);
            case FP64 -> buffer.putDouble(uniform);
            case BYTES -> throw new IllegalStateException("refused by InputTensor");
        }
    }
}
