package io.forebay.schemas.id;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * Names one dead letter: of all flights of a content, the one that died. Only the flight's key
 * decides where it lies.
 *
 * @param flightId the job that opened the flight
 */
public record LetterKey(FlightKey flight, String flightId) {

    private static final String PREFIX = "letters/";

    /** The key of its record: the flight's, and the id in ASCII. */
    public byte[] toByteArray() {
        return flight.bytes().concat(ByteString.copyFrom(flightId, US_ASCII)).toByteArray();
    }

    /** The flight's part of a record's key. */
    public static FlightKey flight(byte[] recordKey) {
        return new FlightKey(ByteString.copyFrom(recordKey, 0, FlightKey.LENGTH));
    }

    /** As text that no payload's key looks like. */
    public String text() {
        return PREFIX + flight.hex() + "-" + flightId;
    }

    /** The key that a text names, if it names one of this flight's. */
    public static Optional<LetterKey> parse(FlightKey flight, String text) {
        String before = PREFIX + flight.hex() + "-";
        return text.startsWith(before)
                ? Optional.of(new LetterKey(flight, text.substring(before.length())))
                : Optional.empty();
    }
}
