package io.forebay.schemas.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.WorkItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadKeyTest {

    private static final FlightKey FLIGHT = new FlightKey(ByteString.copyFrom(new byte[32]));
    private static final String HEX =
            "0000000000000000000000000000000000000000000000000000000000000000";

    @Test
    void anInputIsOneSubmissions() {
        String key = PayloadKey.input(FLIGHT, "job_7", 1_700_000_000_000L);

        assertThat(key).isEqualTo("inputs/" + HEX + "-job_7-1700000000000");
        assertThat(PayloadKey.isInput(key)).isTrue();
        assertThat(PayloadKey.isOf(FLIGHT, key)).isTrue();
    }

    @Test
    void anOutputIsOneAttempts() {
        WorkItem item =
                WorkItem.newBuilder()
                        .setFlightKey(FLIGHT.bytes())
                        .setFlightId("job_7")
                        .setEnqueuedAt(1_700_000_000_000L)
                        .setAttempt(3)
                        .build();
        String key = PayloadKey.output(item);

        assertThat(key).isEqualTo("outputs/" + HEX + "-job_7-1700000000000-3");
        assertThat(PayloadKey.isInput(key)).isFalse();
        assertThat(PayloadKey.isOf(FLIGHT, key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "inputs/" + HEX,
                "outputs/" + HEX + "-1",
                "batches/" + HEX + "-job_7",
                "inputs/1" + HEX + "-job_7",
                "inputs/" + HEX + "-job_7/../../batches"
            })
    void otherKeysAreNotAFlightsOwn(String key) {
        assertThat(PayloadKey.isOf(FLIGHT, key)).isFalse();
    }
}
