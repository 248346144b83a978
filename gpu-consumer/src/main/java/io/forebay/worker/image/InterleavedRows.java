package io.forebay.worker.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Optional;

/**
 * Straight from the bytes of an 8-bit picture, as decoders mostly give it. Confined to one caller.
 */
final class InterleavedRows implements PixelRows {

    private final Raster raster;
    private final byte[] bytes;
    private final PixelInterleavedSampleModel layout;
    private final int[] bands;

    private InterleavedRows(
            Raster raster, byte[] bytes, PixelInterleavedSampleModel layout, int[] bands) {
        this.raster = raster;
        this.bytes = bytes;
        this.layout = layout;
        this.bands = bands;
    }

    /** Empty when the samples lie otherwise. */
    static Optional<PixelRows> of(Raster raster) {
        if (raster.getDataBuffer() instanceof DataBufferByte data
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel layout
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0
                && data.getNumBanks() == 1
                && data.getOffset() == 0) {
            return Optional.of(
                    new InterleavedRows(raster, data.getData(), layout, layout.getBandOffsets()));
        }
        return Optional.empty();
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
        int at = y * layout.getScanlineStride();
        int stride = layout.getPixelStride();
        switch (bands.length) {
            case 1 -> {
                for (int x = 0; x < width(); x++, at += stride) {
                    rgb[x] = Pixels.gray(sample(at, 0));
                }
            }
            case 2 -> {
                for (int x = 0; x < width(); x++, at += stride) {
                    rgb[x] = Pixels.overWhite(Pixels.gray(sample(at, 0)), sample(at, 1));
                }
            }
            case 3 -> {
                for (int x = 0; x < width(); x++, at += stride) {
                    rgb[x] = Pixels.rgb(sample(at, 0), sample(at, 1), sample(at, 2));
                }
            }
            default -> {
                for (int x = 0; x < width(); x++, at += stride) {
                    int color = Pixels.rgb(sample(at, 0), sample(at, 1), sample(at, 2));
                    rgb[x] = Pixels.overWhite(color, sample(at, 3));
                }
            }
        }
    }

    private int sample(int at, int band) {
        return bytes[at + bands[band]] & 0xFF;
    }
}
