package io.forebay.manifests.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"0 8 * * *", "*/5 0-6 1,15 jan-mar MON-FRI", "30 6 * * 1-5", "0 0 ? * 0"})
    void schedulesThatKedaTakes(String schedule) {
        assertThat(new ValueType.Schedule().fault(schedule)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 8 * *",
                "0 8 * * * *",
                "60 8 * * *",
                "0 24 * * *",
                "0 8 0 * *",
                "0 8 * 13 *",
                "0 8 * * 7",
                "0 8 * * mon-",
                "*/0 8 * * *",
                "5-2 8 * * *",
                "1-2-3 8 * * *",
                "@daily"
            })
    void schedulesThatKedaRefuses(String schedule) {
        assertThat(new ValueType.Schedule().fault(schedule)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka:9092", "a.b.c:1", "a:9092,b:9092", "a:9092, b:9092"})
    void addresses(String addresses) {
        assertThat(new ValueType.Addresses().fault(addresses)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kafka", "kafka:", "http://kafka:9092", "a:9092;b:9092", "a:9092,"})
    void noAddresses(String addresses) {
        assertThat(new ValueType.Addresses().fault(addresses)).isPresent();
    }
}
