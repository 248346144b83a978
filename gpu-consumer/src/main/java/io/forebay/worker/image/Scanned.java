package io.forebay.worker.image;

import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import java.util.List;

/**
 * An encoded picture whose structure was found sound, before any decoder saw it.
 *
 * @param bytes to decode: without metadata that no pixel depends on, because decoders have been
 *     slow and crashed on it
 * @param inks how the samples of a four-component JPEG are to be read
 */
@SuppressWarnings("ArrayRecordComponent") // it only carries them, and is never compared
record Scanned(ImageFormat format, byte[] bytes, Orientation orientation, Inks inks) {

    /** 40 Mpx: what a 2024 telephone takes, about 160 MB when decoded. */
    static final long MAX_PIXELS = 40_000_000;

    /** The most that JPEG can say. */
    static final long MAX_SIDE = 65_535;

    /** How a JPEG holds colour. */
    enum Inks {
        /** One or three components: the decoder knows. */
        NONE,
        CMYK,
        /** As Adobe writes it: 255 is no ink. */
        INVERTED_CMYK,
        /** CMY of the former as YCbCr of its complement, and K of the former (Adobe TN 5116). */
        INVERTED_YCCK
    }

    /**
     * @throws ProblemException INVALID_IMAGE when the structure is broken, cut short or beyond a
     *     limit
     */
    static Scanned of(byte[] bytes) {
        ImageFormat format =
                ImageFormat.sniff(bytes)
                        .orElseThrow(() ->
                                invalid(
                                        "%d bytes are not a picture in one of %s"
                                                .formatted(
                                                        bytes.length,
                                                        List.of(ImageFormat.values()))));
        return switch (format) {
            case JPEG -> new JpegScan(bytes).scan();
            case PNG -> new PngScan(bytes).scan();
            case WEBP -> new WebpScan(bytes).scan();
            case GIF, BMP -> new Scanned(format, bytes, Orientation.UPRIGHT, Inks.NONE);
        };
    }

    /** Refuses a size before memory is taken for it. */
    static void requireSize(long width, long height) {
        if (width < 1 || height < 1) {
            throw invalid("the picture is empty: %d x %d".formatted(width, height));
        }
        if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
            throw invalid(
                    "the picture is %d x %d; the limit is %d pixels, %d a side"
                            .formatted(width, height, MAX_PIXELS, MAX_SIDE));
        }
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.INVALID_IMAGE, detail);
    }
}
