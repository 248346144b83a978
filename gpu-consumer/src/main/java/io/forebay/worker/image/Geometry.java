package io.forebay.worker.image;

/**
 * From the pixels of an upright picture to those of a model's input: {@code x' = x * scaleX +
 * offsetX}, and y alike.
 *
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 * @param modelWidth of the model's input, pixels
 * @param modelHeight of the model's input, pixels
 */
public record Geometry(
        int width,
        int height,
        int modelWidth,
        int modelHeight,
        double scaleX,
        double scaleY,
        double offsetX,
        double offsetY) {

    /** The model's input is the picture. */
    public static Geometry identity(int width, int height) {
        return new Geometry(width, height, width, height, 1, 1, 0, 0);
    }

    /** Where a model's x is in the picture, and no further out than its edges. */
    double pictureX(double x) {
        return Math.clamp((x - offsetX) / scaleX, 0, width);
    }

    /** Where a model's y is in the picture, and no further out than its edges. */
    double pictureY(double y) {
        return Math.clamp((y - offsetY) / scaleY, 0, height);
    }
}
