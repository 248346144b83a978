package io.forebay.worker.image;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Pictures that tests make. */
final class TestPictures {

    private TestPictures() {}

    /** Rows in memory. */
    static PixelRows rows(int width, int... rgb) {
        return new PixelRows() {
            @Override
            public int width() {
                return width;
            }

            @Override
            public int height() {
                return rgb.length / width;
            }

            @Override
            public void read(int y, int[] into) {
                System.arraycopy(rgb, y * width, into, 0, width);
            }
        };
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static BufferedImage filled(int width, int height, int type, int argb) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb);
            }
        }
        return image;
    }

    /** A JPEG with segments put in after its first marker. */
    static byte[] with(byte[] jpeg, byte[] segment, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(segment);
        }
        bytes.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }

    /** An APP1 segment that says how to turn the picture. */
    static byte[] exif(int orientation) {
        byte[] tiff =
                ("MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0"
                                + (char) orientation
                                + "\0\0\0\0\0\0")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] head = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.write(0xFF);
        segment.write(0xE1);
        segment.write(0);
        segment.write(2 + head.length + tiff.length);
        segment.writeBytes(head);
        segment.writeBytes(tiff);
        return segment.toByteArray();
    }

    static Picture decode(byte[] bytes) {
        return new PictureDecoder().decode(ByteString.copyFrom(bytes));
    }

    /** Row by row, for messages. */
    static String hex(Picture picture) {
        StringBuilder text = new StringBuilder();
        int[] rgb = new int[picture.rows().width()];
        for (int y = 0; y < picture.rows().height(); y++) {
            picture.rows().read(y, rgb);
            for (int pixel : rgb) {
                text.append(String.format(Locale.ROOT, "%06x ", pixel));
            }
        }
        return text.toString().strip();
    }
}
