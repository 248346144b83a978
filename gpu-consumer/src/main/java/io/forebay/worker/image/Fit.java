package io.forebay.worker.image;

import io.forebay.schemas.model.Preprocess;

/**
 * Which part of an upright picture goes where in a model's input. All in pixels.
 *
 * @param fromX of the part, in the picture; the part is centred, or the whole
 * @param partWidth of the part, in the picture
 * @param left of where it goes, in the input
 * @param width of where it goes, in the input
 */
record Fit(
        double fromX,
        double fromY,
        double partWidth,
        double partHeight,
        int left,
        int top,
        int width,
        int height) {

    static Fit of(Preprocess manifest, int width, int height) {
        return switch (manifest.resize()) {
            case STRETCH -> new Fit(0, 0, width, height, 0, 0, manifest.width(), manifest.height());
            case LETTERBOX -> letterbox(manifest, width, height);
            case CENTER_CROP -> centerCrop(manifest, width, height);
        };
    }

    Geometry geometry(Preprocess manifest, int pictureWidth, int pictureHeight) {
        double scaleX = width / partWidth;
        double scaleY = height / partHeight;
        return new Geometry(
                pictureWidth,
                pictureHeight,
                manifest.width(),
                manifest.height(),
                scaleX,
                scaleY,
                left - fromX * scaleX,
                top - fromY * scaleY);
    }

    private static Fit letterbox(Preprocess manifest, int width, int height) {
        double scale =
                Math.min((double) manifest.width() / width, (double) manifest.height() / height);
        int fitWidth = Math.clamp(Math.round(width * scale), 1, manifest.width());
        int fitHeight = Math.clamp(Math.round(height * scale), 1, manifest.height());
        boolean centered = manifest.anchor() == Preprocess.Anchor.CENTER;
        int left = centered ? (manifest.width() - fitWidth) / 2 : 0;
        int top = centered ? (manifest.height() - fitHeight) / 2 : 0;
        return new Fit(0, 0, width, height, left, top, fitWidth, fitHeight);
    }

    private static Fit centerCrop(Preprocess manifest, int width, int height) {
        double scale =
                Math.max((double) manifest.width() / width, (double) manifest.height() / height);
        double partWidth = manifest.width() / scale;
        double partHeight = manifest.height() / scale;
        return new Fit(
                (width - partWidth) / 2,
                (height - partHeight) / 2,
                partWidth,
                partHeight,
                0,
                0,
                manifest.width(),
                manifest.height());
    }
}
