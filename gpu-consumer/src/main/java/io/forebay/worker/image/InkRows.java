package io.forebay.worker.image;

import java.awt.image.Raster;

/**
 * A four-component JPEG by its raw samples, without a colour profile: a pixel is what paper leaves
 * after each ink took its share. Confined to one caller.
 */
final class InkRows implements PixelRows {

    private final Raster raster;
    private final Scanned.Inks inks;
    private final int[] samples;

    InkRows(Raster raster, Scanned.Inks inks) {
        this.raster = raster;
        this.inks = inks;
        this.samples = new int[raster.getWidth() * 4];
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public void read(int y, int[] rgb) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
        for (int x = 0; x < width(); x++) {
            int at = 4 * x;
            rgb[x] =
                    switch (inks) {
                        case NONE, INVERTED_CMYK ->
                                light(
                                        samples[at],
                                        samples[at + 1],
                                        samples[at + 2],
                                        samples[at + 3]);
                        case CMYK ->
                                light(
                                        255 - samples[at],
                                        255 - samples[at + 1],
                                        255 - samples[at + 2],
                                        255 - samples[at + 3]);
                        case INVERTED_YCCK ->
                                ycck(
                                        samples[at],
                                        samples[at + 1] - 128,
                                        samples[at + 2] - 128,
                                        samples[at + 3]);
                    };
        }
    }

    /** JFIF's conversion (ITU-T T.871), whose result is the complement of the stored inks. */
    private static int ycck(int y, int cb, int cr, int k) {
        return light(
                255 - clamp(y + 1.402 * cr),
                255 - clamp(y - 0.344136 * cb - 0.714136 * cr),
                255 - clamp(y + 1.772 * cb),
                k);
    }

    /** From the light that each ink lets through. */
    private static int light(int cyan, int magenta, int yellow, int black) {
        return Pixels.rgb(
                (cyan * black + 127) / 255,
                (magenta * black + 127) / 255,
                (yellow * black + 127) / 255);
    }

    private static int clamp(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}
