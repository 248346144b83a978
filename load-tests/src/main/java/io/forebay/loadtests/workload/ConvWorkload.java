package io.forebay.loadtests.workload;

import io.forebay.loadtests.answer.Answer;
import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.model.ConvNet;
import io.forebay.loadtests.random.SeededBits;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Random pictures for {@link ConvNet}, whose answers are computed anew for a sample of the jobs.
 * Each row of a picture has its own sign and strength, because plain noise averages out and would
 * give all jobs nearly one answer.
 */
public final class ConvWorkload implements Workload {

    /** Engines sum in another order than the reference; the answers are of the order of 1. */
    static final double TOLERANCE = 1e-3;

    private static final List<InputTensor> INPUTS =
            List.of(
                    new InputTensor(
                            BenchModels.INPUT,
                            Datatype.FP32,
                            Shape.of(1, ConvNet.CHANNELS, ConvNet.SIZE, ConvNet.SIZE)));

    // Two floats in one long: keep the mantissas, and set sign and exponent for a value in [1, 2).
    private static final long MANTISSAS = 0x007FFFFF_007FFFFFL;
    private static final long ONES = 0x3F800000_3F800000L;
    private static final long EXPONENT_STEP = 0x00800000_00800000L;
    private static final long SIGNS = 0x80000000_80000000L;

    private final ConvNet net = ConvNet.create();

    @Override
    public String model() {
        return BenchModels.CONV;
    }

    @Override
    public List<InputTensor> inputs() {
        return INPUTS;
    }

    @Override
    public void fill(long content, byte[] into, int from) {
        SeededBits bits = new SeededBits(content);
        int at = from;
        for (int row = 0; row < ConvNet.CHANNELS * ConvNet.SIZE; row++) {
            long pattern = pattern(bits.next());
            for (int pair = 0; pair < ConvNet.SIZE / 2; pair++, at += Long.BYTES) {
                LittleEndian.putLong(into, at, (bits.next() & MANTISSAS) | pattern);
            }
        }
    }

    @Override
    public Optional<String> fault(long content, Answer answer) {
        if (!answer.hasShape(1, ConvNet.CLASSES) || answer.valueCount() != ConvNet.CLASSES) {
            return Optional.of("the output is not [1,10]");
        }
        return answer.isFinite() ? Optional.empty() : Optional.of("the output is not finite");
    }

    @Override
    public Optional<String> thoroughFault(long content, List<Double> values) {
        byte[] picture = new byte[bytes()];
        fill(content, picture, 0);
        float[] pixels = new float[picture.length / Float.BYTES];
        ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(pixels);
        float[] expected = net.forward(pixels);
        for (int i = 0; i < expected.length; i++) {
            // Written so that a NaN is a fault too.
            if (!(Math.abs(values.get(i) - expected[i]) <= TOLERANCE)) {
                return Optional.of("the output is not what the model computes");
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean isWorthSampling() {
        return true;
    }

    /** Strength 1/4, 1/2, 1 or 2 and a sign, for both floats of a pair. */
    private static long pattern(long random) {
        long exponent = ONES + EXPONENT_STEP - (random & 3) * EXPONENT_STEP;
        return (random & 4) == 0 ? exponent : exponent | SIGNS;
    }
}
