package io.forebay.worker.image;

import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes JPEG (grey, colour, CMYK), PNG, WebP, GIF (first frame) and BMP; upright as their EXIF
 * says, transparent parts over white. Safe for use by several threads.
 *
 * <p>A picture's structure is checked first, because the decoders behind it cannot be interrupted
 * and accept pictures that are cut short.
 */
public final class PictureDecoder {

    private final Map<ImageFormat, ImageReaderSpi> readers = new EnumMap<>(ImageFormat.class);

    public PictureDecoder() {
        for (ImageFormat format : ImageFormat.values()) {
            Iterator<ImageReader> known = ImageIO.getImageReadersByFormatName(format.pluginName());
            if (!known.hasNext()) {
                throw new IllegalStateException("there is no reader for " + format);
            }
            readers.put(format, known.next().getOriginatingProvider());
        }
    }

    /**
     * @throws ProblemException INVALID_IMAGE, and why
     */
    public Picture decode(ByteString encoded) {
        Scanned scanned = Scanned.of(encoded.toByteArray());
        try {
            return decode(scanned);
        } catch (ProblemException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            throw broken(scanned, e);
        }
    }

    private Picture decode(Scanned scanned) throws IOException {
        ImageReaderSpi provider = readers.get(scanned.format());
        if (provider == null) {
            throw new IllegalStateException("there is no reader for " + scanned.format());
        }
        ImageReader reader = provider.createReaderInstance();
        try (ImageInputStream input = new PictureBytes(scanned.bytes())) {
            reader.setInput(input, true, true);
            Scanned.requireSize(reader.getWidth(0), reader.getHeight(0));
            return new Picture(rows(reader, scanned), scanned.orientation());
        } finally {
            reader.dispose();
        }
    }

    private static PixelRows rows(ImageReader reader, Scanned scanned) throws IOException {
        if (scanned.inks() != Scanned.Inks.NONE) {
            return new InkRows(reader.readRaster(0, null), scanned.inks());
        }
        BufferedImage image = reader.read(0);
        if (image == null) {
            throw new IOException("the decoder gave no picture");
        }
        return BufferedRows.of(image);
    }

    private static ProblemException broken(Scanned scanned, Throwable cause) {
        ProblemException refused =
                Scanned.invalid(
                        "the %s cannot be decoded: %s"
                                .formatted(scanned.format(), cause.getMessage()));
        refused.initCause(cause);
        return refused;
    }
}
