package io.forebay.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.payload.PayloadKey;
import org.junit.jupiter.api.Test;

class LetterKeyTest {

    private static final FlightKey FLIGHT = flight(1);
    private static final FlightKey OTHER = flight(2);

    private final LetterKey key = new LetterKey(FLIGHT, "job_one");

    @Test
    void lettersOfOneFlightLieWhereItDoesAndHaveKeysOfTheirOwn() {
        assertThat(LetterKey.flight(key.toByteArray())).isEqualTo(FLIGHT);
        assertThat(key.toByteArray())
                .isNotEqualTo(new LetterKey(FLIGHT, "job_two").toByteArray())
                .isNotEqualTo(new LetterKey(OTHER, "job_one").toByteArray());
    }

    /** Releases before had the flight's key alone. */
    @Test
    void anOldKeyStillSaysWhereItLies() {
        assertThat(LetterKey.flight(FLIGHT.bytes().toByteArray())).isEqualTo(FLIGHT);
    }

    @Test
    void itsTextIsReadBackForItsFlightAlone() {
        assertThat(LetterKey.parse(FLIGHT, key.text())).contains(key);
        assertThat(LetterKey.parse(OTHER, key.text())).isEmpty();
    }

    @Test
    void noPayloadsKeyIsTakenForOne() {
        assertThat(LetterKey.parse(FLIGHT, PayloadKey.input(FLIGHT, "job_one", 0))).isEmpty();
    }

    private static FlightKey flight(int first) {
        byte[] bytes = new byte[FlightKey.LENGTH];
        bytes[0] = (byte) first;
        return new FlightKey(ByteString.copyFrom(bytes));
    }
}
