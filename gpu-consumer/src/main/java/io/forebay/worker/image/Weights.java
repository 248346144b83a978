package io.forebay.worker.image;

/**
 * Along one axis, which source pixels make a target pixel, and by how much: a triangle as wide as a
 * target pixel, at least as wide as a source pixel. So enlarging is bilinear and shrinking averages
 * over area, as Pillow's {@code BILINEAR} does.
 *
 * @param first source pixel of each target pixel
 * @param weights of the source pixels from there on; the sum is 1
 */
@SuppressWarnings("ArrayRecordComponent") // it only carries them, and is never compared
record Weights(int[] first, float[][] weights) {

    /**
     * @param size of the source, pixels
     * @param from where in the source the target begins
     * @param length how much of the source the target covers
     * @param target pixels
     */
    static Weights of(int size, double from, double length, int target) {
        double step = length / target;
        double reach = Math.max(1, step);
        int[] first = new int[target];
        float[][] weights = new float[target][];
        for (int i = 0; i < target; i++) {
            double center = from + (i + 0.5) * step;
            int begin = Math.clamp((long) Math.floor(center - reach + 0.5), 0, size - 1);
            int end = Math.clamp((long) Math.floor(center + reach + 0.5), begin + 1, size);
            first[i] = begin;
            weights[i] = triangle(center, reach, begin, end);
        }
        return new Weights(first, weights);
    }

    int target() {
        return first.length;
    }

    /** The source pixel after the last that a target pixel needs. */
    int end(int target) {
        return first[target] + weights[target].length;
    }

    private static float[] triangle(double center, double reach, int begin, int end) {
        double[] raw = new double[end - begin];
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = Math.max(0, 1 - Math.abs(begin + i + 0.5 - center) / reach);
            sum += raw[i];
        }
        float[] weights = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            weights[i] = (float) (sum > 0 ? raw[i] / sum : 1.0 / raw.length);
        }
        return weights;
    }
}
