package io.forebay.worker.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks a WebP's chunks (RFC 9649). Confined to one caller. */
final class WebpScan {

    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int MAX_CHUNKS = 10_000;

    private final byte[] bytes;
    private final ByteBuffer little;
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean data;

    WebpScan(byte[] bytes) {
        this.bytes = bytes;
        this.little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Scanned scan() {
        long end = CHUNK_HEADER + Integer.toUnsignedLong(little.getInt(4));
        if (end > bytes.length) {
            throw cutShort();
        }
        int chunks = 0;
        for (long at = HEADER; at + CHUNK_HEADER <= end; ) {
            long length = Integer.toUnsignedLong(little.getInt((int) at + 4));
            if (at + CHUNK_HEADER + length > end) {
                throw cutShort();
            }
            if (++chunks > MAX_CHUNKS) {
                throw Scanned.invalid("the WebP has more than " + MAX_CHUNKS + " chunks");
            }
            chunk((int) at, (int) length);
            at += CHUNK_HEADER + length + (length & 1);
        }
        if (!data) {
            throw Scanned.invalid("the WebP has no picture in it");
        }
        return new Scanned(ImageFormat.WEBP, bytes, orientation, Scanned.Inks.NONE);
    }

    private void chunk(int at, int length) {
        int from = at + CHUNK_HEADER;
        if (ImageFormat.starts(bytes, at, "VP8X") && length >= 10) {
            Scanned.requireSize(1 + int24(from + 4), 1 + int24(from + 7));
        } else if (ImageFormat.starts(bytes, at, "VP8 ") && length >= 10) {
            data = true;
            Scanned.requireSize(
                    little.getShort(from + 6) & 0x3FFF, little.getShort(from + 8) & 0x3FFF);
        } else if (ImageFormat.starts(bytes, at, "VP8L") && length >= 5) {
            data = true;
            int sizes = little.getInt(from + 1);
            Scanned.requireSize(1 + (sizes & 0x3FFF), 1 + ((sizes >>> 14) & 0x3FFF));
        } else if (ImageFormat.starts(bytes, at, "ANMF") && length >= 16) {
            data = true;
            Scanned.requireSize(1 + int24(from + 6), 1 + int24(from + 9));
        } else if (ImageFormat.starts(bytes, at, "EXIF")) {
            // Some writers put the JPEG segment's preamble before the TIFF header.
            int preamble = ImageFormat.starts(bytes, from, "Exif\0\0") ? 6 : 0;
            orientation = Exif.orientation(bytes, from + preamble, from + length);
        }
    }

    private long int24(int at) {
        return (little.getShort(at) & 0xFFFF) | ((long) (bytes[at + 2] & 0xFF) << 16);
    }

    private static RuntimeException cutShort() {
        return Scanned.invalid("the WebP is cut short");
    }
}
