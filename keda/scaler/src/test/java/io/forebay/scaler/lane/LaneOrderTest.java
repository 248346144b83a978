package io.forebay.scaler.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.wire.Lane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneOrderTest {

    @Test
    void everyKeyThatIsLeftOutHasItsDefault() {
        LaneOrder order = LaneOrder.parse(Map.of("model", "notes"));
        assertThat(order)
                .isEqualTo(
                        new LaneOrder(
                                new LaneName("notes", List.of(Lane.INTERACTIVE, Lane.BULK)),
                                0,
                                0,
                                0,
                                60,
                                180,
                                1,
                                19,
                                false,
                                WeeklySchedule.parse("", "UTC")));
    }

    @Test
    void readsEveryKey() {
        LaneOrder order =
                LaneOrder.parse(
                        Map.ofEntries(
                                Map.entry("scalerAddress", "x:9090"),
                                Map.entry("model", "notes"),
                                Map.entry("lane", "bulk"),
                                Map.entry("minReplicas", "1"),
                                Map.entry("maxReplicas", "12"),
                                Map.entry("costCapReplicas", "6"),
                                Map.entry("waitSloSeconds", "30"),
                                Map.entry("coldStartSeconds", "600"),
                                Map.entry("serviceSeconds", "0.2"),
                                Map.entry("missToGpuCost", "9"),
                                Map.entry("mode", "shadow"),
                                Map.entry("schedule", "mon-fri 08:00-18:00 4"),
                                Map.entry("timezone", "Europe/Paris")));
        assertThat(order)
                .isEqualTo(
                        new LaneOrder(
                                new LaneName("notes", List.of(Lane.BULK)),
                                1,
                                12,
                                6,
                                30,
                                600,
                                0.2,
                                9,
                                true,
                                WeeklySchedule.parse("mon-fri 08:00-18:00 4", "Europe/Paris")));
    }

    @ParameterizedTest
    @CsvSource({
        "model, '', model is missing",
        "model, 'No Name', is not a model's name",
        "maxReplicas, many, maxReplicas is 'many'",
        "lane, fast, lane is 'fast'",
        "mode, on, mode is 'on'",
        "waitSloSeconds, 0, waitSloSeconds is '0'",
        "schedule, always 4, schedule has 'always 4'",
        "timezone, Nowhere, timezone is 'Nowhere'"
    })
    void saysWhichKeyIsWrong(String key, String value, String said) {
        Map<String, String> metadata = new HashMap<>(Map.of("model", "notes", "maxReplicas", "2"));
        metadata.put(key, value);
        assertThatThrownBy(() -> LaneOrder.parse(metadata))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }
}
