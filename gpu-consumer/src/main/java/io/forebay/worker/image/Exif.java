package io.forebay.worker.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing of EXIF metadata that changes pixels. */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;

    private Exif() {}

    /**
     * The orientation in a TIFF structure, upright when there is none or it cannot be read: broken
     * metadata is common and no reason to refuse a picture.
     *
     * @param from where the TIFF header begins
     */
    static Orientation orientation(byte[] bytes, int from, int to) {
        try {
            return read(ByteBuffer.wrap(bytes, from, to - from).slice());
        } catch (IndexOutOfBoundsException e) {
            return Orientation.UPRIGHT;
        }
    }

    private static Orientation read(ByteBuffer tiff) {
        int order = tiff.getShort(0);
        if (order != 0x4949 && order != 0x4D4D) {
            return Orientation.UPRIGHT;
        }
        tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
                return tiff.getShort(entry + 2) == SHORT
                        ? Orientation.of(tiff.getShort(entry + 8)).orElse(Orientation.UPRIGHT)
                        : Orientation.UPRIGHT;
            }
        }
        return Orientation.UPRIGHT;
    }
}
