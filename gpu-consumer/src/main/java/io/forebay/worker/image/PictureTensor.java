package io.forebay.worker.image;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.model.Preprocess;
import io.forebay.schemas.model.Preprocess.Channels;
import io.forebay.schemas.model.Preprocess.Layout;
import io.forebay.schemas.tensor.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The bytes of one input, filled pixel by pixel. Confined to one caller. */
final class PictureTensor {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final ElementTable table;
    private final Channels channels;
    private final Layout layout;
    private final int width;
    private final int height;
    private final byte[] bytes;

    PictureTensor(Preprocess manifest, ElementTable table) {
        this.table = table;
        this.channels = manifest.channels();
        this.layout = manifest.layout();
        this.width = manifest.width();
        this.height = manifest.height();
        this.bytes = new byte[table.size() * table.channels() * width * height];
    }

    /** Fills all of it with one grey. */
    void fill(int level) {
        int rgb = Pixels.gray(level);
        for (int pixel = 0; pixel < width * height; pixel++) {
            put(pixel, rgb);
        }
    }

    /**
     * @param pixel counted along the rows of the upright input
     */
    void put(int pixel, int rgb) {
        switch (channels) {
            case GRAY -> put(pixel, 0, Pixels.luma(rgb));
            case RGB -> put(pixel, rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
            case BGR -> put(pixel, rgb & 255, rgb >> 8 & 255, rgb >> 16 & 255);
        }
    }

    int width() {
        return width;
    }

    Shape shape() {
        return switch (layout) {
            case NCHW -> Shape.of(1, table.channels(), height, width);
            case NHWC -> Shape.of(1, height, width, table.channels());
        };
    }

    ByteString data() {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    private void put(int pixel, int first, int second, int third) {
        put(pixel, 0, first);
        put(pixel, 1, second);
        put(pixel, 2, third);
    }

    private void put(int pixel, int channel, int level) {
        int element =
                layout == Layout.NCHW
                        ? channel * width * height + pixel
                        : pixel * table.channels() + channel;
        int bits = table.bits(channel, level);
        switch (table.size()) {
            case Integer.BYTES -> INT.set(bytes, element * Integer.BYTES, bits);
            case Short.BYTES -> SHORT.set(bytes, element * Short.BYTES, (short) bits);
            default -> bytes[element] = (byte) bits;
        }
    }
}
