package io.forebay.worker.image;

import java.awt.image.BufferedImage;

/** Pictures of packed pixels, such as those of 5 bits a channel. Confined to one caller. */
final class PackedRows implements PixelRows {

    private final BufferedImage image;

    PackedRows(BufferedImage image) {
        this.image = image;
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public void read(int y, int[] rgb) {
        image.getRGB(0, y, image.getWidth(), 1, rgb, 0, image.getWidth());
        for (int x = 0; x < image.getWidth(); x++) {
            rgb[x] = Pixels.overWhite(rgb[x], rgb[x] >>> 24);
        }
    }
}
