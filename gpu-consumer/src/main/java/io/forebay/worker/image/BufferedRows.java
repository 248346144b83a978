package io.forebay.worker.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The samples of a {@link BufferedImage} as they are, in 8 bits, alpha over white. Confined to one
 * caller.
 *
 * <p>Not {@code getRGB}: it takes grey for linear light and brightens it, and it applies embedded
 * colour profiles, which the libraries that models are trained with do not.
 */
final class BufferedRows implements PixelRows {

    private final Raster raster;
    private final int bands;
    private final int shift;
    private final int[] palette;
    private final int[] samples;

    private BufferedRows(Raster raster, int bands, int shift, int[] palette) {
        this.raster = raster;
        this.bands = bands;
        this.shift = shift;
        this.palette = palette;
        this.samples = new int[raster.getWidth() * bands];
    }

    static PixelRows of(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel colors = image.getColorModel();
        if (colors instanceof IndexColorModel indexed) {
            return new BufferedRows(raster, 1, 0, palette(indexed));
        }
        int space = colors.getColorSpace().getType();
        boolean known =
                (space == ColorSpace.TYPE_RGB && raster.getNumBands() >= 3)
                        || (space == ColorSpace.TYPE_GRAY && raster.getNumBands() <= 2);
        if (!known || raster.getNumBands() > 4) {
            throw Scanned.invalid(
                    "the picture has %d channels of colour space %d, which is not read"
                            .formatted(raster.getNumBands(), space));
        }
        return InterleavedRows.of(raster).orElseGet(() -> samples(image, raster));
    }

    private static PixelRows samples(BufferedImage image, Raster raster) {
        if (raster.getTransferType() == DataBuffer.TYPE_INT
                || image.getColorModel().getComponentSize(0) > 16
                || image.getColorModel().getComponentSize(0) < 8) {
            // Packed pixels: the model unpacks them.
            return new PackedRows(image);
        }
        int shift = image.getColorModel().getComponentSize(0) - 8;
        return new BufferedRows(raster, raster.getNumBands(), shift, new int[0]);
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
            rgb[x] = pixel(x * bands);
        }
    }

    private int pixel(int at) {
        if (palette.length > 0) {
            return palette[samples[at] & (palette.length - 1)];
        }
        int first = samples[at] >> shift;
        return switch (bands) {
            case 1 -> Pixels.gray(first);
            case 2 -> Pixels.overWhite(Pixels.gray(first), samples[at + 1] >> shift);
            default -> {
                int rgb = Pixels.rgb(first, samples[at + 1] >> shift, samples[at + 2] >> shift);
                yield bands == 3 ? rgb : Pixels.overWhite(rgb, samples[at + 3] >> shift);
            }
        };
    }

    /** Of a power of two of entries, so that no index is out of it; those missing are black. */
    private static int[] palette(IndexColorModel colors) {
        int[] palette = new int[1 << Math.max(8, colors.getPixelSize())];
        for (int i = 0; i < colors.getMapSize(); i++) {
            palette[i] = Pixels.overWhite(colors.getRGB(i), colors.getAlpha(i));
        }
        return palette;
    }
}
