package io.forebay.worker.image;

/** A decoded picture, row by row as it is stored. Confined to one caller. */
interface PixelRows {

    int width();

    int height();

    /**
     * Reads one row.
     *
     * @param rgb takes {@link #width} pixels as {@code 0xRRGGBB}
     */
    void read(int y, int[] rgb);
}
