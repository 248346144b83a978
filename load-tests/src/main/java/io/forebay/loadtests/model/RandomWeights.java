package io.forebay.loadtests.model;

import io.forebay.loadtests.random.SeededBits;

/** Seeded weights. */
final class RandomWeights {

    private RandomWeights() {}

    /**
     * He et al. 2015 (arXiv:1502.01852), uniform: keeps the size of activations over ReLU layers.
     */
    static float[] he(SeededBits bits, int count, int fanIn) {
        float bound = (float) Math.sqrt(6.0 / fanIn);
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) (2 * bits.nextDouble() - 1) * bound;
        }
        return weights;
    }
}
