package io.forebay.worker.image;

import java.io.ByteArrayOutputStream;

/**
 * Walks a JPEG's markers from SOI to EOI (ITU-T T.81, annex B). Confined to one caller.
 *
 * <p>Keeps JFIF and Adobe segments, which decide colours, and drops other application data and
 * comments: 20,000 empty ones cost the JDK's decoder 5 s in native code.
 */
final class JpegScan {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;

    /** Photos have dozens. */
    private static final int MAX_SEGMENTS = 5_000;

    /** Progressive photos have about ten; each costs a pass over the whole picture. */
    private static final int MAX_SCANS = 100;

    private static final long MAX_SCANNED_PIXELS = 16 * Scanned.MAX_PIXELS;

    private final byte[] bytes;
    private final ByteArrayOutputStream kept;
    private int at;
    private int segments;
    private int scans;
    private long pixels;
    private int components;
    private boolean adobe;
    private int adobeTransform;
    private Orientation orientation = Orientation.UPRIGHT;

    JpegScan(byte[] bytes) {
        this.bytes = bytes;
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    Scanned scan() {
        kept.write(0xFF);
        kept.write(SOI);
        at = 2;
        for (int marker = marker(); marker != EOI; marker = marker()) {
            segment(marker);
            if (marker == SOS) {
                entropyCoded();
            }
        }
        if (scans == 0) {
            throw Scanned.invalid("the JPEG has no picture in it");
        }
        kept.write(0xFF);
        kept.write(EOI);
        return new Scanned(ImageFormat.JPEG, kept.toByteArray(), orientation, inks());
    }

    /** Finds the next marker, which any number of FF bytes may precede. */
    private int marker() {
        if (unsigned(at) != 0xFF) {
            throw Scanned.invalid("the JPEG is broken at byte " + at + ": no marker there");
        }
        while (unsigned(at) == 0xFF) {
            at++;
        }
        return unsigned(at++);
    }

    private void segment(int marker) {
        if (marker == 0x01 || (marker >= 0xD0 && marker <= SOI)) {
            throw Scanned.invalid("the JPEG is broken at byte " + at + ": a marker out of place");
        }
        int length = (unsigned(at) << 8) | unsigned(at + 1);
        if (length < 2 || at + length > bytes.length) {
            throw Scanned.invalid("the JPEG is cut short in a segment at byte " + at);
        }
        if (++segments > MAX_SEGMENTS) {
            throw Scanned.invalid("the JPEG has more than " + MAX_SEGMENTS + " segments");
        }
        read(marker, at + 2, at + length);
        boolean needed =
                marker == APP0
                        || marker == APP14
                        || marker < APP0
                        || (marker > APP15 && marker != COM);
        if (needed) {
            kept.write(0xFF);
            kept.write(marker);
            kept.write(bytes, at, length);
        }
        at += length;
    }

    private void read(int marker, int from, int to) {
        if (marker >= 0xC0
                && marker <= 0xCF
                && marker != 0xC4
                && marker != 0xC8
                && marker != 0xCC) {
            frame(from, to);
        } else if (marker == APP1 && ImageFormat.starts(bytes, from, "Exif\0\0")) {
            orientation = Exif.orientation(bytes, from + 6, to);
        } else if (marker == APP14 && to - from >= 12 && ImageFormat.starts(bytes, from, "Adobe")) {
            adobe = true;
            adobeTransform = unsigned(from + 11);
        } else if (marker == SOS) {
            scan(from);
        }
    }

    private void frame(int from, int to) {
        if (components > 0 || to - from < 6) {
            throw Scanned.invalid("the JPEG has a broken or second frame header");
        }
        int height = (unsigned(from + 1) << 8) | unsigned(from + 2);
        int width = (unsigned(from + 3) << 8) | unsigned(from + 4);
        Scanned.requireSize(width, height);
        pixels = (long) width * height;
        components = unsigned(from + 5);
        if (components != 1 && components != 3 && components != 4) {
            throw Scanned.invalid("the JPEG has " + components + " components; 1, 3 or 4 are read");
        }
    }

    private void scan(int from) {
        if (components == 0) {
            throw Scanned.invalid("the JPEG has no frame header before byte " + from);
        }
        scans++;
        if (scans > MAX_SCANS || scans * pixels > MAX_SCANNED_PIXELS) {
            throw Scanned.invalid(
                    "the JPEG has too many scans: %d of %d pixels".formatted(scans, pixels));
        }
    }

    /** Skips to the next marker that is not a restart. */
    private void entropyCoded() {
        int start = at;
        while (at + 1 < bytes.length) {
            if (bytes[at] == (byte) 0xFF) {
                int next = unsigned(at + 1);
                if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                    kept.write(bytes, start, at - start);
                    return;
                }
                at += next == 0xFF ? 1 : 2;
            } else {
                at++;
            }
        }
        throw Scanned.invalid("the JPEG is cut short: it has no end marker");
    }

    private int unsigned(int index) {
        if (index >= bytes.length) {
            throw Scanned.invalid("the JPEG is cut short: it has no end marker");
        }
        return bytes[index] & 0xFF;
    }

    private Scanned.Inks inks() {
        if (components != 4) {
            return Scanned.Inks.NONE;
        }
        if (!adobe) {
            return Scanned.Inks.CMYK;
        }
        return adobeTransform == 2 ? Scanned.Inks.INVERTED_YCCK : Scanned.Inks.INVERTED_CMYK;
    }
}
