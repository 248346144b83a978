package io.forebay.worker.image;

/** A decoded picture, and how it must be turned. Confined to one caller. */
public final class Picture {

    private final PixelRows rows;
    private final Orientation orientation;

    Picture(PixelRows rows, Orientation orientation) {
        this.rows = rows;
        this.orientation = orientation;
    }

    /** Upright, pixels. */
    public int width() {
        return orientation.transposed() ? rows.height() : rows.width();
    }

    /** Upright, pixels. */
    public int height() {
        return orientation.transposed() ? rows.width() : rows.height();
    }

    PixelRows rows() {
        return rows;
    }

    Orientation orientation() {
        return orientation;
    }
}
