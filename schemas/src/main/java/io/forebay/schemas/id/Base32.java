package io.forebay.schemas.id;

import java.util.Optional;

/**
 * Base32 with the extended hex alphabet in lower case (RFC 4648, section 7, no padding), which
 * sorts as its bytes do. The JDK has base64 and hex, and neither both sorts and stays short.
 */
final class Base32 {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + BITS - 1) / BITS);
        int buffer = 0;
        int held = 0;
        for (byte b : bytes) {
            buffer = buffer << 8 | Byte.toUnsignedInt(b);
            held += 8;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET.charAt(buffer >>> held & 31));
            }
            buffer &= (1 << held) - 1;
        }
        if (held > 0) {
            text.append(ALPHABET.charAt(buffer << (BITS - held) & 31));
        }
        return text.toString();
    }

    /** The bytes, if the text is the one spelling of exactly that many. */
    static Optional<byte[]> decode(String text, int length) {
        if (text.length() != (length * 8 + BITS - 1) / BITS) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        int buffer = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            buffer = buffer << BITS | digit;
            held += BITS;
            if (held >= 8) {
                held -= 8;
                bytes[at++] = (byte) (buffer >>> held);
                buffer &= (1 << held) - 1;
            }
        }
        return buffer == 0 ? Optional.of(bytes) : Optional.empty();
    }
}
