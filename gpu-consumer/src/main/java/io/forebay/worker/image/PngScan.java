package io.forebay.worker.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Walks a PNG's chunks from IHDR to IEND (ISO/IEC 15948). Confined to one caller. Keeps those that
 * decide pixels: compressed text and colour profiles can inflate without bound.
 */
final class PngScan {

    private static final int SIGNATURE = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int TRNS = 0x74524E53;
    private static final int EXIF = 0x65584966;

    /** Bit 5 of a chunk type's first letter: readers may ignore it. */
    private static final int ANCILLARY = 0x20000000;

    /** Length, type and CRC. */
    private static final int FRAME = 12;

    private final byte[] bytes;
    private final ByteBuffer chunks;
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean data;

    PngScan(byte[] bytes) {
        this.bytes = bytes;
        this.chunks = ByteBuffer.wrap(bytes);
    }

    Scanned scan() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, SIGNATURE);
        int at = SIGNATURE;
        int type = 0;
        while (type != IEND) {
            long length = require(at, FRAME) ? Integer.toUnsignedLong(chunks.getInt(at)) : 0;
            if (!require(at, FRAME + length)) {
                throw Scanned.invalid("the PNG is cut short: it has no IEND chunk");
            }
            type = chunks.getInt(at + 4);
            if ((type == IHDR) != (at == SIGNATURE)) {
                throw Scanned.invalid("the PNG does not have its header first and once");
            }
            int whole = Math.toIntExact(FRAME + length);
            if (keeps(type, at, whole)) {
                kept.write(bytes, at, whole);
            }
            at += whole;
        }
        if (!data) {
            throw Scanned.invalid("the PNG has no picture in it");
        }
        return new Scanned(ImageFormat.PNG, kept.toByteArray(), orientation, Scanned.Inks.NONE);
    }

    private boolean keeps(int type, int at, int whole) {
        switch (type) {
            case IHDR -> header(at, whole);
            case EXIF -> orientation = Exif.orientation(bytes, at + 8, at + whole - 4);
            case IDAT -> data = true;
            default -> {
                // Nothing to read in it.
            }
        }
        boolean critical = (type & ANCILLARY) == 0;
        if (critical) {
            requireIntact(at, whole);
            if (type != IHDR && type != PLTE && type != IDAT && type != IEND) {
                throw Scanned.invalid("the PNG has an unknown critical chunk at byte " + at);
            }
        }
        return critical || type == TRNS;
    }

    private void header(int at, int whole) {
        if (whole != FRAME + 13) {
            throw Scanned.invalid("the PNG's header is broken");
        }
        Scanned.requireSize(
                Integer.toUnsignedLong(chunks.getInt(at + 8)),
                Integer.toUnsignedLong(chunks.getInt(at + 12)));
    }

    private void requireIntact(int at, int whole) {
        CRC32 crc = new CRC32();
        crc.update(bytes, at + 4, whole - 8);
        if ((int) crc.getValue() != chunks.getInt(at + whole - 4)) {
            throw Scanned.invalid("the PNG is corrupt: wrong checksum of a chunk at byte " + at);
        }
    }

    private boolean require(int at, long length) {
        return at + length <= bytes.length;
    }
}
