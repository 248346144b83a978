package io.forebay.schemas.id;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The name of a flight: SHA-256 over everything that decides a result.
 *
 * @param bytes 32 bytes
 */
public record FlightKey(ByteString bytes) {

    /** In bytes. */
    public static final int LENGTH = 32;

    public FlightKey {
        if (bytes.size() != LENGTH) {
            throw new IllegalArgumentException(
                    "a flight key has " + LENGTH + " bytes, not " + bytes.size());
        }
    }

    public static FlightKey of(byte[] bytes) {
        return new FlightKey(ByteString.copyFrom(bytes));
    }

    public static FlightKey parseHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    public Route route() {
        return new Route(ByteBuffer.wrap(bytes.substring(0, Integer.BYTES).toByteArray()).getInt());
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    public String hex() {
        return HexFormat.of().formatHex(toByteArray());
    }

    @Override
    public String toString() {
        return hex();
    }
}
