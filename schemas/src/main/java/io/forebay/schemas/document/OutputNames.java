package io.forebay.schemas.document;

/** The outputs that postprocessing makes of a model's own. */
public final class OutputNames {

    /** Corners of each object's box in pixels of the picture: FP32 {@code [objects, 4]}. */
    public static final String BOXES = "boxes";

    /** FP32, one per object or class, best first. */
    public static final String SCORES = "scores";

    /** BYTES, one per object or class. */
    public static final String LABELS = "labels";

    private OutputNames() {}
}
