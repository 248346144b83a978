package io.forebay.worker.image;

/** Colours as {@code 0xRRGGBB}. */
final class Pixels {

    private static final int WHITE = 255;

    private Pixels() {}

    static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }

    static int gray(int level) {
        return level * 0x010101;
    }

    /** A colour over white paper, which is what transparent pictures are mostly made for. */
    static int overWhite(int rgb, int alpha) {
        if (alpha == 255) {
            return rgb & 0xFFFFFF;
        }
        return rgb(
                over(rgb >> 16 & 255, alpha), over(rgb >> 8 & 255, alpha), over(rgb & 255, alpha));
    }

    /** Luma as JPEG, OpenCV and Pillow have it (ITU-R BT.601). */
    static int luma(int rgb) {
        return (299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255) + 500) / 1000;
    }

    private static int over(int level, int alpha) {
        return (level * alpha + WHITE * (255 - alpha) + 127) / 255;
    }
}
