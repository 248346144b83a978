package io.forebay.loadtests.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Pictures of a few bytes that say they are of hundreds of millions of pixels. Each is what its
 * format allows, so that only a bound on the size refuses it.
 */
final class Bombs {

    private static final int PNG_SIDE = 25_000;

    /** The most that a WebP picture can have (RFC 9649, section 3.4). */
    private static final int WEBP_SIDE = 1 << 14;

    private Bombs() {}

    /** By a name that ends as a file of the format would. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> bombs = new TreeMap<>();
        bombs.put("made/bomb.png", png());
        bombs.put("made/bomb.webp", webp());
        bombs.put("made/bomb.jpg", jpeg());
        return bombs;
    }

    /** One bit a pixel, all black (RFC 2083). */
    private static byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
        ByteBuffer header = ByteBuffer.allocate(13).putInt(PNG_SIDE).putInt(PNG_SIDE);
        chunk(png, "IHDR", header.put((byte) 1).array());
        chunk(png, "IDAT", deflated((PNG_SIDE / 8 + 1) * PNG_SIDE));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static byte[] deflated(int zeros) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            byte[] buffer = new byte[8192];
            deflater.setInput(new byte[zeros]);
            deflater.finish();
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        return packed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /**
     * Lossless, every pixel of which takes no bits: five prefix codes with one symbol each (RFC
     * 9649, section 3.7).
     */
    private static byte[] webp() {
        long bits = (WEBP_SIDE - 1) | ((long) (WEBP_SIDE - 1) << 14);
        // Then alpha and version, no transform, no colour cache, no meta prefix codes; and five
        // times: simple, one symbol, of one bit, zero.
        int codes = 0;
        for (int code = 0; code < 5; code++) {
            codes |= 1 << (4 * code);
        }
        ByteBuffer body = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        body.put((byte) 0x2f).putInt((int) bits).putInt(codes << 3).put(new byte[3]);
        byte[] data = body.array();
        ByteBuffer file = ByteBuffer.allocate(20 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + data.length);
        file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
        return file.array();
    }

    /** Grey, whose one scan holds a single block's worth of zeros (ITU-T T.81, annex B). */
    private static byte[] jpeg() {
        String tables = "ffdb004300" + "01".repeat(64);
        String frame = "ffc0000b08" + "fff8fff8" + "01011100";
        String codes = "ffc4001400" + "01" + "00".repeat(15) + "00";
        String more = "ffc4001410" + "01" + "00".repeat(15) + "00";
        String scan = "ffda0008010100003f00" + "00".repeat(4096);
        return HexFormat.of().parseHex("ffd8" + tables + frame + codes + more + scan + "ffd9");
    }
}
