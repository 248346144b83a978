package io.forebay.worker.image;

import java.util.concurrent.CancellationException;

/**
 * Resizes a part of a picture, reading each row once and keeping only the rows that are still
 * needed. Confined to one caller.
 */
final class Resampler {

    private static final int CHANNELS = 3;

    private final PixelRows source;
    private final Weights across;
    private final Weights down;
    private final int[] pixels;
    private final float[][] resized;
    private final float[] sums;
    private int read;

    /** Takes the rows of the result in order. */
    @FunctionalInterface
    interface RowSink {

        /**
         * @param rgb valid during the call, {@code 0xRRGGBB}
         */
        void row(int y, int[] rgb);
    }

    Resampler(PixelRows source, Weights across, Weights down) {
        this.source = source;
        this.across = across;
        this.down = down;
        this.pixels = new int[source.width()];
        int most = 1;
        for (float[] weights : down.weights()) {
            most = Math.max(most, weights.length);
        }
        this.resized = new float[most][CHANNELS * across.target()];
        this.sums = new float[CHANNELS * across.target()];
    }

    /**
     * Resizes; values are rounded to 8 bits, as those that models are trained with are.
     *
     * @throws CancellationException when its thread is interrupted
     */
    void run(RowSink sink) {
        int[] row = new int[across.target()];
        for (int y = 0; y < down.target(); y++) {
            read = Math.max(read, down.first()[y]);
            for (; read < down.end(y); read++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted while resizing a picture");
                }
                source.read(read, pixels);
                across(resized[read % resized.length]);
            }
            down(y, row);
            sink.row(y, row);
        }
    }

    private void across(float[] into) {
        for (int x = 0; x < across.target(); x++) {
            float[] weights = across.weights()[x];
            int at = across.first()[x];
            float red = 0;
            float green = 0;
            float blue = 0;
            for (float weight : weights) {
                int pixel = pixels[at++];
                red += weight * (pixel >> 16 & 255);
                green += weight * (pixel >> 8 & 255);
                blue += weight * (pixel & 255);
            }
            into[CHANNELS * x] = red;
            into[CHANNELS * x + 1] = green;
            into[CHANNELS * x + 2] = blue;
        }
    }

    private void down(int y, int[] row) {
        float[] weights = down.weights()[y];
        java.util.Arrays.fill(sums, 0);
        for (int i = 0; i < weights.length; i++) {
            float weight = weights[i];
            float[] line = resized[(down.first()[y] + i) % resized.length];
            for (int x = 0; x < sums.length; x++) {
                sums[x] += weight * line[x];
            }
        }
        for (int x = 0; x < row.length; x++) {
            row[x] =
                    Pixels.rgb(
                            level(sums[CHANNELS * x]),
                            level(sums[CHANNELS * x + 1]),
                            level(sums[CHANNELS * x + 2]));
        }
    }

    private static int level(float value) {
        return Math.clamp((int) (value + 0.5f), 0, 255);
    }
}
