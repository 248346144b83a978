package io.forebay.loadtests.model;

import io.forebay.loadtests.random.SeededBits;

/**
 * A 3x3 convolution with padding 1, a bias and a ReLU, in plain Java. Weights are {@code
 * [out][in][3][3]}. Safe for use by several threads.
 */
final class ConvLayer {

    static final int KERNEL = 3;

    private final int in;
    private final int out;
    private final int stride;
    private final float[] weights;
    private final float[] bias;

    private ConvLayer(int in, int out, int stride, float[] weights, float[] bias) {
        this.in = in;
        this.out = out;
        this.stride = stride;
        this.weights = weights;
        this.bias = bias;
    }

    static ConvLayer random(SeededBits bits, int in, int out, int stride) {
        int fanIn = in * KERNEL * KERNEL;
        return new ConvLayer(
                in,
                out,
                stride,
                RandomWeights.he(bits, out * fanIn, fanIn),
                RandomWeights.he(bits, out, fanIn));
    }

    int in() {
        return in;
    }

    int out() {
        return out;
    }

    int stride() {
        return stride;
    }

    float[] weights() {
        return weights.clone();
    }

    float[] bias() {
        return bias.clone();
    }

    /**
     * @param input {@code [in][size][size]}
     * @return {@code [out][size / stride][size / stride]}
     */
    float[] forward(float[] input, int size) {
        float[] padded = pad(input, size);
        int outSize = size / stride;
        float[] output = new float[out * outSize * outSize];
        float[] row = new float[outSize];
        for (int channel = 0; channel < out; channel++) {
            for (int y = 0; y < outSize; y++) {
                java.util.Arrays.fill(row, bias[channel]);
                addRow(padded, size + 2, channel, y * stride, row);
                int at = (channel * outSize + y) * outSize;
                for (int x = 0; x < outSize; x++) {
                    output[at + x] = Math.max(0, row[x]);
                }
            }
        }
        return output;
    }

    private void addRow(float[] padded, int width, int channel, int top, float[] row) {
        int weight = channel * in * KERNEL * KERNEL;
        for (int source = 0; source < in; source++) {
            for (int ky = 0; ky < KERNEL; ky++) {
                int line = (source * width + top + ky) * width;
                for (int kx = 0; kx < KERNEL; kx++) {
                    addScaled(weights[weight++], padded, line + kx, row);
                }
            }
        }
    }

    /** The innermost loop; of stride 1 the compiler makes vector instructions. */
    private void addScaled(float factor, float[] from, int at, float[] row) {
        if (stride == 1) {
            for (int x = 0; x < row.length; x++) {
                row[x] += factor * from[at + x];
            }
        } else {
            for (int x = 0; x < row.length; x++) {
                row[x] += factor * from[at + x * stride];
            }
        }
    }

    private float[] pad(float[] input, int size) {
        int width = size + 2;
        float[] padded = new float[in * width * width];
        for (int line = 0; line < in * size; line++) {
            int channel = line / size;
            int to = (channel * width + line % size + 1) * width + 1;
            System.arraycopy(input, line * size, padded, to, size);
        }
        return padded;
    }
}
