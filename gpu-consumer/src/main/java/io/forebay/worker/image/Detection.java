package io.forebay.worker.image;

/**
 * One thing seen. The box is in the model's pixels until it is mapped to the picture's.
 *
 * @param score objectness times the class's probability
 * @param label the class's index
 */
record Detection(double x1, double y1, double x2, double y2, float score, int label) {

    double area() {
        return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
    }

    /** Intersection over union: 1 for the same box, 0 for boxes apart. */
    double overlap(Detection other) {
        double width = Math.min(x2, other.x2) - Math.max(x1, other.x1);
        double height = Math.min(y2, other.y2) - Math.max(y1, other.y1);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double shared = width * height;
        return shared / (area() + other.area() - shared);
    }

    /** In the picture's pixels, clipped to it. */
    Detection in(Geometry geometry) {
        return new Detection(
                geometry.pictureX(x1),
                geometry.pictureY(y1),
                geometry.pictureX(x2),
                geometry.pictureY(y2),
                score,
                label);
    }
}
