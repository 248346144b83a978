package io.forebay.worker.image;

import java.util.Optional;

/**
 * How a stored picture must be turned to stand upright: EXIF tag 0x0112 (CIPA DC-008, 4.6.5.1.6).
 *
 * @param transposed rows and columns are exchanged, first
 * @param mirrorX left and right are exchanged, then
 * @param mirrorY top and bottom are exchanged, then
 */
record Orientation(boolean transposed, boolean mirrorX, boolean mirrorY) {

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /**
     * @param value of the tag; empty for anything but 1 to 8
     */
    static Optional<Orientation> of(int value) {
        return switch (value) {
            case 1 -> Optional.of(UPRIGHT);
            case 2 -> Optional.of(new Orientation(false, true, false));
            case 3 -> Optional.of(new Orientation(false, true, true));
            case 4 -> Optional.of(new Orientation(false, false, true));
            case 5 -> Optional.of(new Orientation(true, false, false));
            case 6 -> Optional.of(new Orientation(true, true, false));
            case 7 -> Optional.of(new Orientation(true, true, true));
            case 8 -> Optional.of(new Orientation(true, false, true));
            default -> Optional.empty();
        };
    }
}
