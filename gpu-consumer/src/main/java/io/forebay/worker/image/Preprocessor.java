package io.forebay.worker.image;

import io.forebay.schemas.model.Preprocess;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Tensor;

/**
 * Makes pictures into tensors as a manifest says: turned upright, resized (bilinear, averaging over
 * area where it shrinks), padded, in its channels, layout and numbers. Safe for use by several
 * threads.
 */
public final class Preprocessor {

    private final Preprocess manifest;
    private final ElementTable table;
    private final Datatype datatype;

    /**
     * @throws IllegalArgumentException for a datatype that pictures are not made in
     */
    public Preprocessor(Preprocess manifest) {
        this.manifest = manifest;
        this.table = new ElementTable(manifest);
        this.datatype = Datatype.valueOf(manifest.datatype());
    }

    public PreparedPicture prepare(Picture picture) {
        Fit fit = Fit.of(manifest, picture.width(), picture.height());
        PictureTensor tensor = new PictureTensor(manifest, table);
        if (manifest.resize() == Preprocess.Resize.LETTERBOX) {
            tensor.fill(Math.clamp(manifest.pad(), 0, 255));
        }
        write(picture, fit, tensor);
        return new PreparedPicture(
                new Tensor(manifest.input(), datatype, tensor.shape(), tensor.data()),
                fit.geometry(manifest, picture.width(), picture.height()));
    }

    /**
     * Resizes the picture as it is stored and turns only the pixels of the result: what is kept is
     * centred or whole, so that it is the same part either way.
     */
    private static void write(Picture picture, Fit fit, PictureTensor tensor) {
        Orientation turn = picture.orientation();
        boolean swapped = turn.transposed();
        PixelRows rows = picture.rows();
        Weights across =
                Weights.of(
                        rows.width(),
                        swapped ? fit.fromY() : fit.fromX(),
                        swapped ? fit.partHeight() : fit.partWidth(),
                        swapped ? fit.height() : fit.width());
        Weights down =
                Weights.of(
                        rows.height(),
                        swapped ? fit.fromX() : fit.fromY(),
                        swapped ? fit.partWidth() : fit.partHeight(),
                        swapped ? fit.width() : fit.height());
        int strideX = turn.mirrorX() ? -1 : 1;
        int strideY = turn.mirrorY() ? -tensor.width() : tensor.width();
        int origin =
                fit.left()
                        + (turn.mirrorX() ? fit.width() - 1 : 0)
                        + (fit.top() + (turn.mirrorY() ? fit.height() - 1 : 0)) * tensor.width();
        int perColumn = swapped ? strideY : strideX;
        int perRow = swapped ? strideX : strideY;
        new Resampler(rows, across, down)
                .run((y, rgb) -> {
                    int pixel = origin + y * perRow;
                    for (int color : rgb) {
                        tensor.put(pixel, color);
                        pixel += perColumn;
                    }
                });
    }
}
