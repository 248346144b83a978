package io.forebay.loadtests.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.loadtests.random.SeededBits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvLayerTest {

    private static final int SIZE = 6;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isTheSumThatItsDefinitionSays(int stride) {
        ConvLayer layer = ConvLayer.random(new SeededBits(1), 2, 3, stride);
        float[] input = RandomWeights.he(new SeededBits(2), 2 * SIZE * SIZE, 1);
        float[] output = layer.forward(input, SIZE);
        int outSize = SIZE / stride;
        assertThat(output).hasSize(3 * outSize * outSize);
        for (int at = 0; at < output.length; at++) {
            int channel = at / (outSize * outSize);
            int y = at / outSize % outSize;
            int x = at % outSize;
            assertThat(output[at]).isCloseTo(expected(layer, input, channel, y, x), within(1e-5f));
        }
    }

    private static float expected(ConvLayer layer, float[] input, int channel, int y, int x) {
        double sum = layer.bias()[channel];
        for (int c = 0; c < 2; c++) {
            for (int ky = 0; ky < 3; ky++) {
                for (int kx = 0; kx < 3; kx++) {
                    int row = y * layer.stride() + ky - 1;
                    int column = x * layer.stride() + kx - 1;
                    if (row >= 0 && row < SIZE && column >= 0 && column < SIZE) {
                        float weight = layer.weights()[((channel * 2 + c) * 3 + ky) * 3 + kx];
                        sum += weight * input[(c * SIZE + row) * SIZE + column];
                    }
                }
            }
        }
        return (float) Math.max(0, sum);
    }
}
